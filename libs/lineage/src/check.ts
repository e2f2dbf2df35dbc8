import { IntegrityError } from '@commonward/envelope';

/** One thing that a verifier looked at. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
  /** What was seen, or what does not hold. */
  readonly detail: string;
}

/** @param run gives what was seen, or throws what does not hold */
export function check(name: string, run: () => string): Check {
  try {
    return { name, holds: true, detail: run() };
  } catch (error) {
    if (!(error instanceof IntegrityError || error instanceof RangeError || error instanceof TypeError)) throw error;
    return { name, holds: false, detail: error.message };
  }
}

export const holding = (checks: readonly Check[]): boolean => checks.every(({ holds }) => holds);
