import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from '../states/failure.js';
import classes from './session.module.css';
import { sessionQuery } from './session.js';
import { SignIn } from './sign-in.js';

interface SessionGateProps {
  /** Why the key of the address was not accepted, if it was not. */
  readonly rejected: string | null;
  readonly children: ReactNode;
}

/** Shows the pages to people who are signed in, and the sign-in form to everybody else. */
export function SessionGate({ rejected, children }: SessionGateProps) {
  const session = useQuery(sessionQuery);
  if (session.data === 'signed in') return children;
  if (session.data === 'signed out') return <SignIn rejected={rejected} />;
  if (session.error === null) return <main aria-busy="true" />;
  return (
    <main className={classes.alone}>
      <Failure what="The dashboard cannot start." error={session.error} retry={() => void session.refetch()} />
    </main>
  );
}
