import { lastWhere } from '../bisection.js';
import { outOfRange } from '../out-of-range.js';
import { binomialPmf, upperTail } from './binomial.js';

export interface Trials {
  readonly trials: number;
  readonly successes: number;
}

/**
 * Bounds on the chance of success behind a number of independent trials.
 *
 * Guarantee: each bound is wrong with probability at most (1 - confidence) / 2, whatever the chance is; both hold together
 * with probability at least `confidence`.
 * @param successes integer from 0 to `trials`
 * @param confidence between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds
 * @see Clopper, Pearson 1934, doi:10.2307/2331986
 */
export function clopperPearson({ trials, successes, confidence }: Trials & { confidence: number }): { low: number; high: number } {
  if (!(Number.isSafeInteger(trials) && trials >= 1)) throw outOfRange('trials', trials, 'a positive safe integer');
  if (!(Number.isInteger(successes) && successes >= 0 && successes <= trials)) {
    throw outOfRange('successes', successes, `an integer from 0 to ${trials}`);
  }
  if (!(confidence > 0 && confidence < 1)) throw outOfRange('confidence', confidence, 'more than 0 and less than 1');
  const tail = (1 - confidence) / 2;
  return { low: lowerBound({ trials, successes, tail }), high: 1 - lowerBound({ trials, successes: trials - successes, tail }) };
}

/** The largest chance at which so many successes, or more, are still no likelier than `tail`. */
function lowerBound({ trials, successes, tail }: Trials & { tail: number }): number {
  if (successes === 0) return 0;
  const surprising = (chance: number) => upperTail(binomialPmf({ trials, odds: chance / (1 - chance) }), successes) <= tail;
  return lastWhere(surprising, 0, 1);
}
