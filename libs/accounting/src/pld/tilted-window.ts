import type { LogMoments } from './log-moments.js';

/** A stretch of losses, and weights e^(tilt loss - logScale) for their masses. */
export interface TiltedWindow {
  readonly tilt: number;
  /** Makes the weighed masses of all finite losses add up to 1. */
  readonly logScale: number;
  readonly from: number;
  readonly to: number;
  /** At least the weighed mass of the losses above `to`. */
  readonly above: number;
}

export interface WindowTerms {
  /** The least and the most that the finite losses of a composition can add up to. */
  readonly least: number;
  readonly most: number;
  /** The largest finite loss of a single part, in size. */
  readonly largest: number;
  /** By how much, in logarithms, weighing may magnify rounding errors at the mean loss; more than 0. */
  readonly magnified: number;
}

/** What losses from above the window may add to delta by landing in it. */
const STRAY = 1e-12;
/** Losses below 0, of which no delta is made, may land where they weigh at most e^-46 = 1e-20. */
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
 * The transform is cyclic: a loss outside the window lands in it, one width w away. There it only adds to delta: e^(-tilt w)
 * times its mass if it comes from below, e^(tilt w) times if from above. So losses below 0 need no place if the window is
 * wide, and it ends only where the weighed mass above it is small.
 */
export function tiltedWindow(moments: LogMoments, { least, most, largest, magnified }: WindowTerms): TiltedWindow {
  const deviation = Math.sqrt(moments.variance);
  let tilt = Math.min(Math.sqrt(2 * magnified) / deviation, LARGEST_EXPONENT / largest);
  const logMass = moments.logAt(0);
  while (moments.logAt(tilt) - logMass - tilt * moments.mean > magnified) tilt *= 0.8;
  const logScale = moments.logAt(tilt);
  const logWeighedMoment = (order: number) => moments.logAt(tilt + order) - logScale;
  const lowest = Math.max(least, -leastReach((order) => (logWeighedMoment(-order) - Math.log(STRAY)) / order, deviation));
  const logAbove = Math.log(STRAY) + Math.min(0, tilt * Math.max(0, lowest) - logScale);
  const to = Math.min(most, leastReach((order) => (logWeighedMoment(order) - logAbove) / order, deviation));
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
