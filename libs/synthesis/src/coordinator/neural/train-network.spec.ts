import { describe, expect, it } from '@jest/globals';
import { tableLayout } from '@commonward/schema';
import { aDictionary, testUniform } from '../../../test/simulated-table.js';
import { forward, layersOf, parametersOf } from './dense-layers.js';
import { softmaxHeads } from './softmax-heads.js';
import { networkLoss } from './train-network.js';

const layout = tableLayout(aDictionary());
const columns = layout.sizes.length;
const widths = [3, 5, 6, layout.cells];
const POOL = 7;

const drawn = (length: number, seed: number): Float64Array => {
  const uniform = testUniform(seed);
  return Float64Array.from({ length }, () => 2 * uniform() - 1);
};
const latents = { rows: POOL, columns: widths[0], values: drawn(POOL * widths[0], 1) };
const parameters = drawn(parametersOf(widths), 2);
const symmetric = (size: number, seed: number): Float64Array => {
  const values = drawn(size * size, seed);
  return values.map((_, at) => Math.abs(values[Math.min(at, (at % size) * size + Math.floor(at / size))]));
};
/** One pair of columns, the third and the fifth, was not measured. */
const weights = symmetric(columns, 3).map((weight, at) => (at % (columns + 1) === 0 || at === 2 * columns + 4 || at === 4 * columns + 2 ? 0 : weight));
const training = { latents, widths, goal: { layout, pairs: symmetric(layout.cells, 4), oneWays: drawn(layout.cells, 5), weights } };

/** Cell by cell over the pool, as the words of the loss have it. */
function lossByHand(): number {
  const { values: shares } = softmaxHeads(forward(layersOf(parameters, widths), latents).output, layout);
  const mean = (of: (latent: number) => number): number => Array.from({ length: POOL }, (_, latent) => of(latent)).reduce((sum, value) => sum + value, 0) / POOL;
  const share = (latent: number, cell: number): number => shares[latent * layout.cells + cell];
  const columnOf = (cell: number): number => layout.offsets.findLastIndex((offset) => offset <= cell);
  let loss = 0;
  for (let a = 0; a < layout.cells; a++) {
    loss += (mean((latent) => share(latent, a)) - training.goal.oneWays[a]) ** 2;
    for (let b = a + 1; b < layout.cells; b++) {
      const error = mean((latent) => share(latent, a) * share(latent, b)) - training.goal.pairs[a * layout.cells + b];
      loss += weights[columnOf(a) * columns + columnOf(b)] * error ** 2;
    }
  }
  return loss;
}

describe('the loss of a network', () => {
  it('is the squared error of every measured cell by the weight of its pair, and of every single column by 1', () => {
    expect(networkLoss(parameters, training).loss).toBeCloseTo(lossByHand(), 10);
  });

  it('has the gradient that differences of the loss show, by every parameter', () => {
    const { gradient } = networkLoss(parameters, training);
    const step = 1e-6;
    const lossAt = (p: number, by: number): number => networkLoss(parameters.map((value, q) => (q === p ? value + by : value)), training).loss;
    gradient.forEach((slope, p) => {
      const difference = (lossAt(p, step) - lossAt(p, -step)) / (2 * step);
      expect(Math.abs(slope - difference)).toBeLessThan(1e-8);
    });
    expect(gradient.some((slope) => Math.abs(slope) > 1e-3)).toBe(true);
  });
});
