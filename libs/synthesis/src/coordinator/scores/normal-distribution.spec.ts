import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { latentMargin } from './latent-margin.js';
import { normalCumulative, normalQuantile } from './normal-distribution.js';
import { hermiteCoefficients, latentCorrelation, scoreCorrelation } from './score-correlation.js';

const { normal, binned } = JSON.parse(readFileSync(new URL('../../../../../test/vectors/series.json', import.meta.url), 'utf8')) as {
  normal: [number, number][];
  binned: { cutsA: number[]; scoresA: number[]; cutsB: number[]; scoresB: number[]; rows: [number, number][] };
};

const marginOf = (cuts: readonly number[], scores: readonly number[]) => {
  const below = [0, ...cuts.map(normalCumulative), 1];
  return latentMargin(below.slice(1).map((end, k) => end - below[k]), Float64Array.from(scores));
};
const productsOf = (a: Float64Array, b: Float64Array) => a.map((value, k) => value * b[k]);

describe('the normal distribution', () => {
  it('has the probabilities that scipy has', () => {
    for (const [x, p] of normal) expect(Math.abs(normalCumulative(x) - p)).toBeLessThan(3e-15);
  });

  it('has its quantiles where the probability is reached', () => {
    for (const x of [-3, -0.4, 0, 1.1, 2.6]) expect(normalQuantile(normalCumulative(x))).toBeCloseTo(x, 9);
    expect([normalQuantile(0), normalQuantile(1)].map(Math.abs)).toEqual([9, 9]);
  });
});

describe('the correlation of two binned normal numbers', () => {
  it('is 2 / pi arcsin r for two halves', () => {
    const half = hermiteCoefficients(marginOf([0], [0, 1]));
    for (const r of [-0.9, -0.3, 0, 0.2, 0.7, 0.95]) expect(scoreCorrelation(productsOf(half, half), r)).toBeCloseTo((2 / Math.PI) * Math.asin(r), 6);
  });

  it('is what the bivariate distribution function of scipy makes it', () => {
    const [a, b] = [hermiteCoefficients(marginOf(binned.cutsA, binned.scoresA)), hermiteCoefficients(marginOf(binned.cutsB, binned.scoresB))];
    for (const [r, expected] of binned.rows) expect(Math.abs(scoreCorrelation(productsOf(a, b), r) - expected)).toBeLessThan(1e-6);
  });

  it('is met by the correlation that is found for it', () => {
    const [a, b] = [hermiteCoefficients(marginOf(binned.cutsA, binned.scoresA)), hermiteCoefficients(marginOf(binned.cutsB, binned.scoresB))];
    for (const [r, target] of binned.rows) expect(latentCorrelation(productsOf(a, b), target)).toBeCloseTo(r, 4);
    expect(latentCorrelation(productsOf(a, b), 0.99)).toBeCloseTo(0.995, 6);
  });

  it('is nothing where one of them has one score only', () => {
    const constant = hermiteCoefficients(latentMargin([1], Float64Array.of(4)));
    expect(constant.every((value) => value === 0)).toBe(true);
  });
});
