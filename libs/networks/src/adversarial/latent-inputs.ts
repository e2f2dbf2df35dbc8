/** Public draws from [0, 1). */
export type Uniform = () => number;

/**
 * What a generator is told: numbers drawn for each example, uniform with mean 0 and variance 1, and its class, one-hot.
 *
 * @returns [classes.length, latent + classCount], row by row
 */
export function latentInputs(classes: readonly number[], { latent, classCount, uniform }: { readonly latent: number; readonly classCount: number; readonly uniform: Uniform }): Float32Array {
  const width = latent + classCount;
  const inputs = new Float32Array(classes.length * width);
  classes.forEach((drawn, example) => {
    for (let at = 0; at < latent; at++) inputs[example * width + at] = latentNumber(uniform);
    inputs[example * width + latent + drawn] = 1;
  });
  return inputs;
}

export function latentNumber(uniform: Uniform): number {
  return Math.sqrt(3) * (2 * uniform() - 1);
}

/** The classes one-hot, [classes.length, classCount]. */
export function oneHotClasses(classes: readonly number[], classCount: number): Float32Array {
  return latentInputs(classes, { latent: 0, classCount, uniform: () => 0 });
}

/** Draws classes with these shares, which need not add up to 1. */
export function drawClasses(count: number, shares: readonly number[], uniform: Uniform): number[] {
  return Array.from({ length: count }, () => drawIndex(shares, uniform()));
}

/** The index whose stretch of [0, 1) holds `uniform`. */
function drawIndex(shares: readonly number[], uniform: number): number {
  let left = uniform * shares.reduce((sum, share) => sum + share, 0);
  for (let index = 0; index < shares.length - 1; index++) {
    left -= shares[index];
    if (left < 0) return index;
  }
  return shares.length - 1;
}
