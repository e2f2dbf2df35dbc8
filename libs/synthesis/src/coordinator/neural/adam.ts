const SMALLEST = 1e-8;

/** How much of the running mean, and of the running size, each step keeps; below 1. */
export interface Kept {
  readonly mean: number;
  readonly square: number;
}

/** The running means of all gradients so far, recent ones most; with the parameters, all that a next step needs. */
export interface AdamMemory {
  readonly mean: Float64Array;
  readonly square: Float64Array;
  /** How many steps there were. */
  readonly steps: number;
}

export const noMemory = (parameters: number): AdamMemory => ({ mean: new Float64Array(parameters), square: new Float64Array(parameters), steps: 0 });

/**
 * Moves the parameters against the gradient, in place: along its running mean, each parameter by its own running size.
 *
 * @param rate how far a steady gradient moves one
 * @returns the memory for the next step; its arrays are those of the one before, changed
 * @see Kingma, Ba 2015, Algorithm 1, arXiv:1412.6980
 */
export function adamStep(parameters: Float64Array, { mean, square, steps }: AdamMemory, { gradient, rate, kept }: { readonly gradient: Float64Array; readonly rate: number; readonly kept: Kept }): AdamMemory {
  const length = rate / (1 - power(kept.mean, steps + 1));
  const grown = 1 / (1 - power(kept.square, steps + 1));
  for (let p = 0; p < parameters.length; p++) {
    mean[p] = kept.mean * mean[p] + (1 - kept.mean) * gradient[p];
    square[p] = kept.square * square[p] + (1 - kept.square) * gradient[p] * gradient[p];
    parameters[p] -= (length * mean[p]) / (Math.sqrt(square[p] * grown) + SMALLEST);
  }
  return { mean, square, steps: steps + 1 };
}

/** By repeated multiplication: `Math.pow` may differ between engines. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let factor = 0; factor < exponent; factor++) result *= base;
  return result;
}
