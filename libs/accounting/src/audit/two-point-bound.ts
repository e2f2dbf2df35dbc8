import { outOfRange } from '../out-of-range.js';
import { clopperPearson, type Trials } from './clopper-pearson.js';

/** How often one event, fixed beforehand, was seen in independent runs on each of two neighbouring data sets. */
export interface TwoPointRuns {
  readonly here: Trials;
  readonly there: Trials;
}

/**
 * An epsilon that a mechanism, run many times on two neighbouring data sets, was seen to exceed.
 *
 * Privacy asks P[event here] <= e^epsilon P[event there] + delta, the same the other way round, and both for the opposite
 * event; the result is the largest epsilon that any of the four refutes.
 *
 * Guarantee: if the mechanism is (epsilon, delta)-differentially private, the result is above epsilon with probability at
 * most 1 - confidence: an interval for each side misses with probability at most half of that.
 * @param delta at least 0 and less than 1
 * @param confidence between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds
 */
export function twoPointEpsilon({ here, there, delta, confidence }: TwoPointRuns & { delta: number; confidence: number }): number {
  if (!(delta >= 0 && delta < 1)) throw outOfRange('delta', delta, 'at least 0 and less than 1');
  if (!(confidence > 0 && confidence < 1)) throw outOfRange('confidence', confidence, 'more than 0 and less than 1');
  const each = 1 - (1 - confidence) / 2;
  const a = clopperPearson({ ...here, confidence: each });
  const b = clopperPearson({ ...there, confidence: each });
  const refuted = [
    [a.low, b.high],
    [b.low, a.high],
    [1 - a.high, 1 - b.low],
    [1 - b.high, 1 - a.low],
  ];
  return Math.max(0, ...refuted.map(([atLeast, atMost]) => (atLeast > delta ? Math.log((atLeast - delta) / atMost) : 0)));
}
