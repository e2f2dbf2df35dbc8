import { Button } from '@mantine/core';
import classes from './states.module.css';

interface FailureProps {
  /** What could not be done, as a sentence. */
  readonly what: string;
  readonly error: Error;
  readonly retry: (() => void) | null;
}

/** Says what failed, why, and offers to try again. */
export function Failure({ what, error, retry }: FailureProps) {
  return (
    <div className={classes.failure} role="alert">
      <p>
        <b>{what}</b> {error.message}
      </p>
      {retry === null ? null : (
        <Button size="compact-sm" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
