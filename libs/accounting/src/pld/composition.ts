import type { Repeated } from './log-moments.js';
import type { PlannedWindow } from './planned-window.js';
import { realFft, relativeFftError } from './real-fft.js';
import { multiplyByPower } from './spectrum-power.js';

/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { abs, exp, log, max, sqrt } = Math;

/** One rounding, relatively. */
const UNIT = 2 ** -53;
/** What a weighed mass may be off by, relatively: the exponent in it is formed from numbers below 1,300. */
const WEIGHT_ERROR = 2 ** -40;
/** How far the weighed masses of a part may be from 1 in all: the rounding of a sum of a million. */
const SUM_ERROR = 2 ** -30;

/** The sum of the losses of several parts within a window, and bounds on all that its computation may have missed. */
export interface ComposedLosses extends PlannedWindow {
  readonly interval: number;
  /** [length]; rounding may have made some negative. */
  readonly weighed: Float64Array;
  /** At least the Euclidean norm of what rounding did to `weighed`. */
  readonly roundingNorm: number;
  /** At least the mass of the losses above the window. */
  readonly missed: number;
  /** A factor of at least 1 that covers the relative errors of the weights and of sums over the window. */
  readonly margin: number;
  /** At least the chance that the loss of some part is infinite. */
  readonly infinite: number;
}

/**
 * Adds up independent losses, by multiplying the transforms of their weighed masses.
 *
 * Losses outside the window land in it, where they only add to delta; what those above it would have added is in `missed`.
 *
 * Rounding, in Euclidean norm: let f be the relative error of a transform, N its length, n_k the times of part k and p_k its
 * weighed masses. The spectrum of part k errs by f sqrt(N) |p_k|, and its power by n_k times that, since no magnitude
 * exceeds 1 by more; powers and products add 3 n_k roundings of the result; the inverse divides all norms by sqrt(N) and
 * errs by f itself.
 * @param parts at least one, all of the same interval
 */
export function composed(parts: readonly Repeated[], window: PlannedWindow): ComposedLosses {
  const { length, lowest, tilt, logScale } = window;
  const { interval } = parts[0].distribution;
  const transform = realFft(length);
  const fftError = relativeFftError(length);
  const product = { re: new Float64Array(length / 2 + 1).fill(1), im: new Float64Array(length / 2 + 1) };
  let inputError = 0;
  for (const part of parts) {
    const weighed = weighedCycle(part, window);
    inputError += part.times * fftError * norm(weighed);
    multiplyByPower(product, transform.forward(weighed), part.times);
  }
  const cycle = transform.inverse(product);
  const times = parts.reduce((total, part) => total + part.times, 0);
  const growth = exp(sqrt(length) * inputError + times * SUM_ERROR);
  const exponents = abs(logScale) + tilt * interval * max(abs(lowest), abs(lowest + length));
  return {
    ...window,
    interval,
    weighed: rotated(cycle, modulo(lowest, length)),
    roundingNorm: growth * (inputError + (3 * UNIT * times + fftError) * norm(cycle)) + 2 ** -100,
    missed: growth * window.above * exp(logScale - tilt * interval * (lowest + length)),
    margin: exp(times * WEIGHT_ERROR + 8 * UNIT * (exponents + length)),
    infinite: parts.reduce((total, part) => total + part.times * part.distribution.infinite, 0),
  };
}

/** The masses of one part, weighed to add up to 1, wound around a cycle in which loss 0 comes first. */
function weighedCycle({ distribution, moments }: Repeated, { tilt, length }: PlannedWindow): Float64Array {
  const { interval, lowest, masses } = distribution;
  const scale = moments.logAt(tilt);
  const cycle = new Float64Array(length);
  const start = modulo(lowest, length);
  for (let k = 0; k < masses.length; k += 1) {
    if (masses[k] > 0) cycle[(start + k) & (length - 1)] += exp(log(masses[k]) + tilt * (lowest + k) * interval - scale);
  }
  return cycle;
}

/** A cycle, read from another member on. */
function rotated(cycle: Float64Array, start: number): Float64Array {
  const result = new Float64Array(cycle.length);
  result.set(cycle.subarray(start));
  result.set(cycle.subarray(0, start), cycle.length - start);
  return result;
}

function modulo(k: number, length: number): number {
  return ((k % length) + length) % length;
}

function norm(x: Float64Array): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return sqrt(sum);
}
