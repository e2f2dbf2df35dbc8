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
 * The same is computed for a vector that is kept and for one that is shortened, so that the time taken does not say which it was.
 * @param vector [d]
 * @param integers [d], for the result
 * @returns `integers`
 */
export function clipToGrid(vector: Float64Array, { grid, clippingNorm }: GridClipping, integers: Int32Array): Int32Array {
  const { squaredWhole, largest } = measure(vector, grid);
  // Ratios to the largest coordinate can be squared without overflow; without one that is finite and not zero they are NaN.
  const shortening = { unit: largest, factor: (clippingNorm * (1 - margin)) / sqrt(squaredRatios(vector, largest)) };
  const kept = isWithin(squaredWhole, clippingNorm) ? { unit: 1, factor: grid } : shortening;
  return isWithin(truncate(vector, kept, integers), clippingNorm) ? integers : integers.fill(0);
}

/** In one pass over the vector: the squared norm of what truncation leaves of it, exact as far as `isWithin` asks, and its largest magnitude. */
function measure(vector: Float64Array, grid: number): { squaredWhole: number; largest: number } {
  let squaredWhole = 0;
  let largest = 0;
  for (let i = 0; i < vector.length; i += 1) {
    const integer = trunc(vector[i] * grid);
    squaredWhole += integer * integer;
    largest = max(largest, abs(vector[i]));
  }
  return { squaredWhole, largest };
}

/** @returns the squared norm of the result, exact as far as `isWithin` asks; within a norm every integer fits its place */
function truncate(vector: Float64Array, { unit, factor }: { unit: number; factor: number }, integers: Int32Array): number {
  let squared = 0;
  for (let i = 0; i < vector.length; i += 1) {
    const integer = trunc((vector[i] / unit) * factor);
    integers[i] = integer;
    squared += integer * integer;
  }
  return squared;
}

function squaredRatios(vector: Float64Array, unit: number): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i += 1) {
    const ratio = vector[i] / unit;
    sum += ratio * ratio;
  }
  return sum;
}

/**
 * Exact for integers, although their squares are added up in doubles: up to 2^53 the sum is not rounded, and above, where it may
 * be, rounding takes it to nothing below 2^53, which exceeds every squared norm. Nothing is within a norm if it holds NaN.
 */
function isWithin(squared: number, norm: number): boolean {
  return squared <= norm * norm;
}
