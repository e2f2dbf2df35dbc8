import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './query-client.js';
import { router } from './router.js';
import { takeSetUpToken } from './session/fragment.js';
import { SessionGate } from './session/session-gate.js';
import './styles.css';
import { theme } from './theme.js';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element with the id "root".');
const page = createRoot(place);
const client = createQueryClient();

/** Each set-up link is opened anew; pages under other addresses stay as they are. */
function show(setUpToken: string | null): void {
  page.render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <SessionGate key={setUpToken} setUpToken={setUpToken}>
            <RouterProvider router={router} />
          </SessionGate>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

window.addEventListener('hashchange', () => {
  const token = takeSetUpToken();
  if (token !== null) show(token);
});
show(takeSetUpToken());
