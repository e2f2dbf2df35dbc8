import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Failure } from '../states/failure.js';
import classes from './session.module.css';
import { SessionContext, sessionQuery } from './session.js';
import { SetUp } from './set-up.js';
import { SignIn } from './sign-in.js';

interface SessionGateProps {
  /** Of the one-time link by which the page was opened, if it was. */
  readonly setUpToken: string | null;
  readonly children: ReactNode;
}

/** Shows the pages to people who are signed in, the set-up to whoever brings a link, and the sign-in form to everybody else. */
export function SessionGate({ setUpToken, children }: SessionGateProps) {
  const session = useQuery(sessionQuery);
  const [token, setToken] = useState(setUpToken);
  if (token !== null) return <SetUp token={token} onDone={() => setToken(null)} />;
  if (session.data === null) return <SignIn />;
  if (session.data !== undefined) return <SessionContext value={session.data}>{children}</SessionContext>;
  if (session.error === null) return <main aria-busy="true" />;
  return (
    <main className={classes.alone}>
      <Failure what="The dashboard cannot start." error={session.error} retry={() => void session.refetch()} />
    </main>
  );
}
