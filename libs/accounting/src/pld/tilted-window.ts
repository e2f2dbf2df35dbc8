import type { LogMoments } from './log-moments.js';

/** A stretch of losses, and weights e^(tilt loss - logScale) for their masses. */
export interface TiltedWindow {
  readonly tilt: number;
  /** Makes the weighed masses of all finite losses add up to 1. */
  readonly logScale: number;
  readonly from: number;
  readonly to: number;
  /** At least the weighed mass of the losses above the window. */
  readonly above: number;
}

/** The least and the most that a composition's finite losses can add up to, and the largest of a single part, in size. */
export interface WindowTerms {
  readonly least: number;
  readonly most: number;
  readonly largest: number;
  /** By how much, in logarithms, weighing may magnify rounding errors at the mean loss; more than 0. */
  readonly magnified: number;
}

/** What losses outside the window may add to delta by landing in it. */
const STRAY = 1e-12;
/** Where losses below 0, which no delta is made of, land among weights smaller than e^-46 = 1e-20, they need no place of their own. */
const FAR_UP = 46;
/** Bounds the exponents whose rounding the composition accounts for. */
const LARGEST_EXPONENT = 500;
/** The best order of Chernoff's bound for a normal distribution, times its standard deviation. */
const USUAL_ORDER = 9;

/**
 * Chooses the weights that move a composition to where delta is small, and the window that holds it there.
 *
 * A Fourier transform errs by a part of the largest mass, in which small deltas would drown. The tilt makes those masses the
 * largest that a small delta is made of. Any tilt gives a valid result; of those that magnify no more than they may, a
 * large one is taken.
 *
 * The transform is cyclic: a loss outside the window lands in it, moved by its width w. There it only adds to delta: e^(-tilt w) times its own mass if it
 * comes from below, e^(tilt w) times if from above. So the window ends where the weighed mass above it is small.
 */
export function tiltedWindow(moments: LogMoments, { least, most, largest, magnified }: WindowTerms): TiltedWindow {
  const deviation = Math.sqrt(moments.variance);
  let tilt = Math.min(Math.sqrt(2 * magnified) / deviation, LARGEST_EXPONENT / largest);
  while (moments.logAt(tilt) - tilt * moments.mean > magnified) tilt *= 0.8;
  const logScale = moments.logAt(tilt);
  const beyond = (logMass: number, sign: 1 | -1) => (order: number) => (moments.logAt(tilt + sign * order) - logScale - logMass) / order;
  const lowest = Math.max(least, -leastReach(beyond(Math.log(STRAY), -1), deviation));
  const logAbove = Math.log(STRAY) + Math.min(0, tilt * Math.max(0, lowest) - logScale);
  const to = Math.min(most, leastReach(beyond(logAbove, 1), deviation));
  const from = tilt * to > FAR_UP ? Math.max(0, lowest) : lowest;
  return { tilt, logScale, from, to, above: Math.exp(logAbove) };
}

/** Nearly the least of Chernoff's bounds, which fall and then rise with the order; any of them is valid. */
function leastReach(reach: (order: number) => number, deviation: number): number {
  let order = USUAL_ORDER / deviation;
  let least = reach(order);
  for (const factor of [2, 1 / 2, 1.3, 1 / 1.3]) {
    for (let next = reach(order * factor); next < least - deviation / 100; next = reach(order * factor)) {
      order *= factor;
      least = next;
    }
  }
  return least;
}
