import type { Uniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';

/** Standard normal numbers and then the class, one-hot: [latent + classes] for each record. */
export function latentRows(drawn: Uint8Array, { latent, classes, uniform }: { readonly latent: number; readonly classes: number; readonly uniform: Uniform }): readonly Float64Array[] {
  const normal = publicNormal(uniform);
  return Array.from(drawn, (one) => withClass(Float64Array.from({ length: latent }, normal), one, classes));
}

/** The class, one-hot, behind the numbers. */
export function withClass(numbers: Float64Array, drawn: number, classes: number): Float64Array {
  const row = new Float64Array(numbers.length + classes);
  row.set(numbers);
  row[numbers.length + drawn] = 1;
  return row;
}
