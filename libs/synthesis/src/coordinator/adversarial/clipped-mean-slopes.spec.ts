import { recordDiscriminator } from '@commonward/networks/architectures';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { testUniform } from '../../../test/simulated-table.js';
import { clippedMeanSlopes, slopesOfRow } from './clipped-mean-slopes.js';

const network = recordDiscriminator({ cells: 3, units: 4 });
const COUNT = (3 + 1) * 4 + (4 + 1);
const someParameters = (seed: number): Float64Array => {
  const uniform = testUniform(seed);
  return Float64Array.from({ length: COUNT }, () => 4 * uniform() - 2);
};
const someRows = (rows: number, seed: number): readonly Float64Array[] => {
  const uniform = testUniform(seed);
  return Array.from({ length: rows }, () => Float64Array.from({ length: 3 }, () => 3 * uniform() - 1.5));
};

/** As the formula has it: weights [3, 4], bias [4], weights [4], bias. */
function logit(p: Float64Array, row: ArrayLike<number>): number {
  let result = p[COUNT - 1];
  for (let unit = 0; unit < 4; unit++) {
    let sum = p[12 + unit];
    for (let i = 0; i < 3; i++) sum += row[i] * p[4 * i + unit];
    result += (sum < 0 ? 0.2 * sum : sum) * p[16 + unit];
  }
  return result;
}
const loss = (shown: 'real' | 'synthetic', z: number): number => Math.log1p(Math.exp(shown === 'real' ? -z : z));

/** By differences, one row at a time. */
function slopeByHand(p: Float64Array, row: ArrayLike<number>, shown: 'real' | 'synthetic'): Float64Array {
  const step = 1e-6;
  const at = (q: number, by: number) => loss(shown, logit(p.map((value, k) => (k === q ? value + by : value)), row));
  return p.map((_, q) => (at(q, step) - at(q, -step)) / (2 * step));
}

describe('the discriminator at the coordinator', () => {
  it.each(['real', 'synthetic'] as const)('has of %s rows the mean of each one’s gradient, clipped as a whole or layer by layer', (shown) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.double({ min: 0.05, max: 5, noNaN: true }), fc.constantFrom([COUNT], [16, 5]), (first, second, norm, lengths) => {
        const [parameters, rows] = [someParameters(first), someRows(5, second)];
        const expected = new Float64Array(COUNT);
        for (const row of rows) {
          const slope = slopeByHand(parameters, row, shown);
          let start = 0;
          for (const length of lengths) {
            const kept = Math.min(1, norm / Math.hypot(...slope.subarray(start, start + length)));
            for (let p = start; p < start + length; p++) expected[p] += (kept * slope[p]) / 5;
            start += length;
          }
        }
        clippedMeanSlopes({ network, parameters }, rows, { shown, parts: lengths.map((length) => ({ length, norm })) }).forEach((value, p) => expect(Math.abs(value - expected[p])).toBeLessThan(1e-6));
      }),
      { numRuns: 50 },
    );
  });

  it('tells how the loss of a row changes with the row', () => {
    const [parameters, rows] = [someParameters(5), someRows(4, 6)];
    const step = 1e-6;
    for (const row of rows) {
      slopesOfRow({ network, parameters }, row).forEach((slope, at) => {
        const moved = (by: number) => loss('real', logit(parameters, row.with(at, row[at] + by)));
        expect(Math.abs(slope - (moved(step) - moved(-step)) / (2 * step))).toBeLessThan(1e-6);
      });
    }
  });
});
