import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './query-client.js';
import { router } from './router.js';
import { takeAccessKey } from './session/fragment.js';
import { SessionGate } from './session/session-gate.js';
import { signIn } from './session/session.js';
import './styles.css';
import { theme } from './theme.js';

/** Signs in with the key of the address, if there is one; answers why it was not accepted, or null. */
async function signInFromAddress(): Promise<string | null> {
  const accessKey = takeAccessKey();
  if (accessKey === null) return null;
  return signIn(accessKey).then(
    () => null,
    (error: Error) => error.message,
  );
}

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element with the id "root".');
const page = createRoot(place);
const client = createQueryClient();

function show(rejected: string | null): void {
  page.render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <SessionGate rejected={rejected}>
            <RouterProvider router={router} />
          </SessionGate>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

async function enter(): Promise<void> {
  const rejected = await signInFromAddress();
  await client.invalidateQueries();
  show(rejected);
}

window.addEventListener('hashchange', () => {
  if (window.location.hash.startsWith('#key=')) void enter();
});
void enter();
