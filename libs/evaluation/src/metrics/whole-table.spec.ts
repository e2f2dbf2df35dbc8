import { describe, expect, it } from '@jest/globals';
import { independentColumns } from './independent-columns.js';
import { maximumMeanDiscrepancy, medianGamma } from './maximum-mean-discrepancy.js';
import { propensityScores } from './propensity.js';
import { CATEGORICAL, NUMERICAL, vectors, wineColumn } from './wine.fixture.js';
import { seededRandom } from '../seeded-random.js';
import type { Matrix } from '../classifiers/classifier.js';

const { pMSE: propensity, MMD_rbf: discrepancy } = vectors('comparison.json') as {
  pMSE: { pMSE: number; auc: number; k_params_rank_minus_1: number; S_pMSE_ratio: number };
  MMD_rbf: { median_sq_dist: number } & Record<'gamma=1/median' | 'gamma=0.1', { gamma: number; biased_mmd2: number; unbiased_mmd2: number }>;
};

/** As the reference defines it: numbers by mean and standard deviation of the real ones, one indicator for each category. */
function designOf(table: 'real' | 'synth'): Matrix {
  const numbers = NUMERICAL.map((name) => {
    const real = wineColumn('real', name);
    const mean = real.reduce((sum, value) => sum + value, 0) / real.length;
    const deviation = Math.sqrt(real.reduce((sum, value) => sum + (value - mean) ** 2, 0) / real.length);
    return wineColumn(table, name).map((value) => (value - mean) / deviation);
  });
  const indicators = Object.entries(CATEGORICAL).flatMap(([name, categories]) => categories.map((_, k) => wineColumn(table, name).map((value) => Number(value === k))));
  const columns = [...numbers, ...indicators];
  const [{ length: rows }] = columns;
  return { rows, columns: columns.length, values: Float64Array.from({ length: rows * columns.length }, (_, at) => columns[at % columns.length][Math.floor(at / columns.length)]) };
}
const [synthetic, real] = [designOf('synth'), designOf('real')];

describe('propensityScores', () => {
  it("has the mean squared error, ratio and area of scikit-learn's regression without a penalty", () => {
    const ours = propensityScores(synthetic, real);
    expect(ours.pMse).toBeCloseTo(propensity.pMSE, 7);
    expect(ours.ratio).toBeCloseTo(propensity.S_pMSE_ratio, 5);
    expect(ours.auroc).toBeCloseTo(propensity.auc, 6);
  });

  it('is 0 where both tables are the same, and a quarter where a plane separates them', () => {
    expect(propensityScores(real, real).pMse).toBeCloseTo(0, 9);
    const apart = { ...real, values: real.values.map((value, at) => (at % real.columns === 0 ? value + 100 : value)) };
    expect(propensityScores(apart, real).pMse).toBeCloseTo(0.25, 3);
  });
});

describe('the ratio', () => {
  it('is about 2 for two samples of the same population: the chances vary by c (1 - c) for each column, not by c (1 - c)^2', () => {
    const random = seededRandom(3);
    const sample = (): Matrix => ({ rows: 200, columns: 3, values: Float64Array.from({ length: 600 }, () => random.uniform()) });
    const ratios = Array.from({ length: 60 }, () => propensityScores(sample(), sample()).ratio);
    // 60 means of chi-squared draws with 3 degrees of freedom, doubled: a standard error of 0.21.
    expect(Math.abs(ratios.reduce((sum, ratio) => sum + ratio, 0) / 60 - 2)).toBeLessThan(0.6);
  });
});

describe('independentColumns', () => {
  it('leaves out what follows from other columns: one indicator of each set', () => {
    const both = { rows: 236, columns: real.columns, values: Float64Array.of(...synthetic.values, ...real.values) };
    expect(independentColumns(both)).toBe(propensity.k_params_rank_minus_1);
  });
});

describe('maximumMeanDiscrepancy', () => {
  it('takes a kernel as wide as the median distance of all rows', () => {
    expect(1 / medianGamma(real, synthetic)).toBeCloseTo(discrepancy.median_sq_dist, 9);
  });

  it.each(['gamma=1/median', 'gamma=0.1'] as const)('is what numpy computes from the definition (%s)', (name) => {
    const { gamma, biased_mmd2: biased, unbiased_mmd2: unbiased } = discrepancy[name];
    const ours = maximumMeanDiscrepancy(real, synthetic, gamma);
    expect(ours.biased).toBeCloseTo(biased, 12);
    expect(ours.unbiased).toBeCloseTo(unbiased, 12);
  });

  it('is 0 between a table and itself', () => {
    expect(maximumMeanDiscrepancy(real, real, 0.1).biased).toBeCloseTo(0, 12);
  });
});
