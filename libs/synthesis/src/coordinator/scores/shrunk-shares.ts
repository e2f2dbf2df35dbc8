import { product } from '../matrix.js';
import { cosineBasis, octaves, transposed } from './cosine-bands.js';
import { keptShare } from './shrunk-relations.js';

/**
 * The shares of all steps of a channel, as far as their course over the day stands out from the noise.
 *
 * The mean over the day is kept. Of each octave of what a cell does over the day, all cells together, the part is kept that its
 * length has over that of its noise.
 * @param shares [T][K]
 * @param variance of the noise of a share
 * @returns [T][K]; each step adds up to the same as before, but for noise
 */
export function shrunkShares(shares: readonly Float64Array[], variance: number): readonly Float64Array[] {
  const [steps, cells] = [shares.length, shares[0].length];
  const basis = cosineBasis(steps);
  const waves = product(basis, { rows: steps, columns: cells, values: Float64Array.from(shares.flatMap((own) => [...own])) });
  for (const { from, to } of octaves(steps).slice(1)) {
    const band = waves.values.subarray(from * cells, to * cells);
    const kept = keptShare({ length: band.reduce((sum, value) => sum + value * value, 0), noise: band.length * variance });
    band.forEach((value, at) => (band[at] = kept * value));
  }
  const { values } = product(transposed(basis), waves);
  return shares.map((_, t) => values.slice(t * cells, (t + 1) * cells));
}
