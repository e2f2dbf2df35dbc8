/** Taken when this file is loaded: whoever replaces them afterwards changes no bound. */
const { abs, max, sqrt, trunc } = Math;

export interface GridClipping {
  /** Grid steps for each unit of the vector; an integer. */
  readonly grid: number;
  /** The clipping norm C in grid steps; an integer of at most 2^25, so that its square is exact. */
  readonly clippingNorm: number;
}

/**
 * How far inside the clipping norm a longer vector is put, relative to it: ahead of everything that rounding can add to the
 * length of a vector of up to 2^31 coordinates, so that the exact check below finds nothing to discard.
 */
const margin = 2 ** -20;

/**
 * A vector on the integer grid, scaled down first if it is longer than the clipping norm, and truncated toward zero.
 *
 * Guarantee: the result holds integers whose squares add up to at most clippingNorm^2, exactly, whatever `vector` holds.
 * A vector that is within the norm after truncation is only truncated. A longer one keeps its direction and all of the norm
 * but a 2^-20th part and one step for each coordinate. One with a coordinate that is not finite becomes zero.
 *
 * Both candidates are always computed, so that the time taken does not say which one was kept.
 * @param vector [d]
 * @returns [d] integers
 */
export function clipToGrid(vector: Float64Array, { grid, clippingNorm }: GridClipping): Float64Array {
  const whole = truncated(vector, { unit: 1, factor: grid });
  const largest = largestMagnitude(vector);
  // Ratios to the largest coordinate can be squared without overflow; without one that is finite and not zero they are NaN.
  const length = sqrt(squaredNorm(vector, largest));
  const shortened = truncated(vector, { unit: largest, factor: (clippingNorm * (1 - margin)) / length });
  if (isWithin(whole, clippingNorm)) return whole;
  return isWithin(shortened, clippingNorm) ? shortened : shortened.fill(0);
}

function truncated(vector: Float64Array, { unit, factor }: { unit: number; factor: number }): Float64Array {
  const integers = new Float64Array(vector.length);
  for (let i = 0; i < vector.length; i += 1) integers[i] = trunc((vector[i] / unit) * factor);
  return integers;
}

function largestMagnitude(vector: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i += 1) largest = max(largest, abs(vector[i]));
  return largest;
}

/** Of the vector in units of `unit`. */
function squaredNorm(vector: Float64Array, unit: number): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i += 1) {
    const x = vector[i] / unit;
    sum += x * x;
  }
  return sum;
}

/**
 * Exact for integers, although the sum is one of doubles: up to 2^53 it is not rounded, and above, where it may be, rounding
 * takes it to nothing below 2^53, which exceeds every squared norm. Nothing is within a norm if it holds NaN.
 */
function isWithin(integers: Float64Array, norm: number): boolean {
  return squaredNorm(integers, 1) <= norm * norm;
}
