import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { testUniform } from '../../../test/simulated-table.js';
import { clippedMeanSlopes, slopesOfRows } from './discriminator.js';

const widths = [3, 4, 1] as const;
const COUNT = (3 + 1) * 4 + (4 + 1);
const someParameters = (seed: number): Float64Array => {
  const uniform = testUniform(seed);
  return Float64Array.from({ length: COUNT }, () => 4 * uniform() - 2);
};
const someRows = (rows: number, seed: number): { rows: number; columns: number; values: Float64Array } => {
  const uniform = testUniform(seed);
  return { rows, columns: 3, values: Float64Array.from({ length: rows * 3 }, () => 3 * uniform() - 1.5) };
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
  it.each(['real', 'synthetic'] as const)('has of %s rows the mean of each one’s gradient, shortened to the norm', (shown) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.double({ min: 0.05, max: 5, noNaN: true }), (first, second, norm) => {
        const [parameters, rows] = [someParameters(first), someRows(5, second)];
        const expected = new Float64Array(COUNT);
        for (let row = 0; row < 5; row++) {
          const slope = slopeByHand(parameters, rows.values.subarray(3 * row, 3 * row + 3), shown);
          const kept = Math.min(1, norm / Math.hypot(...slope));
          slope.forEach((value, p) => (expected[p] += (kept * value) / 5));
        }
        clippedMeanSlopes({ parameters, widths }, rows, { shown, norm }).forEach((value, p) => expect(Math.abs(value - expected[p])).toBeLessThan(1e-6));
      }),
      { numRuns: 50 },
    );
  });

  it('tells how the loss of a row changes with the row', () => {
    const [parameters, rows] = [someParameters(5), someRows(4, 6)];
    const slopes = slopesOfRows({ parameters, widths }, rows).values;
    const step = 1e-6;
    rows.values.forEach((_, at) => {
      const row = rows.values.slice(3 * Math.floor(at / 3), 3 * Math.floor(at / 3) + 3);
      const moved = (by: number) => loss('real', logit(parameters, row.map((value, i) => (i === at % 3 ? value + by : value))));
      expect(Math.abs(slopes[at] - (moved(step) - moved(-step)) / (2 * step))).toBeLessThan(1e-6);
    });
  });
});
