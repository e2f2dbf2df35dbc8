import type { ReactNode } from 'react';
import classes from './states.module.css';

/** Nothing to show yet: says so, and what would fill the place. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className={classes.empty}>{children}</p>;
}
