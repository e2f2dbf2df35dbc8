import { checkDelta } from './guarantee.js';
import { outOfRange } from './out-of-range.js';

/** A delta of one in this many cohorts is the largest that protects each of their members. */
const COHORTS = 10;

/**
 * Why a delta is too large for a cohort of a public size; null if it is not.
 *
 * A delta of 1 / n allows a mechanism that publishes one record of n outright, so delta must be at most 1 / (10 n).
 * @param publicCohortSize declared by the site; never the true number of records
 * @throws RangeError if delta is not between 0 and 1, or the size not a positive safe integer
 */
export function deltaRefusal({ delta, publicCohortSize }: { delta: number; publicCohortSize: number }): string | null {
  checkDelta(delta);
  if (!(Number.isSafeInteger(publicCohortSize) && publicCohortSize > 0)) {
    throw outOfRange('publicCohortSize', publicCohortSize, 'a positive safe integer');
  }
  if (delta * COHORTS * publicCohortSize <= 1) return null;
  return `Delta ${delta} is too large for a cohort of ${publicCohortSize}: it must be at most 1 / (${COHORTS} x ${publicCohortSize}).`;
}
