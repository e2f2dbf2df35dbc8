import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundaryAdherence, categoryCoverage, rangeCoverage } from './coverage.js';
import { jensenShannonDistance } from './jensen-shannon.js';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.js';
import { CATEGORICAL, NUMERICAL, vectors, wineColumn } from './wine.fixture.js';
import { wasserstein } from './wasserstein.js';

const reference = vectors('comparison.json') as {
  KSComplement: Record<string, number>;
  RangeCoverage: Record<string, number>;
  BoundaryAdherence: Record<string, number>;
  CategoryCoverage: Record<string, number>;
  wasserstein_1d: Record<string, number>;
  jensen_shannon_base2: Record<string, { p: number[]; q: number[]; distance: number }>;
};
const sides = (name: string): [Float64Array, Float64Array] => [wineColumn('synth', name), wineColumn('real', name)];
const missing = Float64Array.of(NaN, NaN);
const someValues = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN)), { minLength: 1, maxLength: 20 }).map((values) => Float64Array.of(0, ...values));

describe.each(NUMERICAL)('numbers (%s)', (name) => {
  it("have SDMetrics' and SciPy's distances, coverage and adherence", () => {
    const [synthetic, real] = sides(name);
    expect(kolmogorovSmirnov(synthetic, real)).toBeCloseTo(1 - reference.KSComplement[name], 12);
    expect(wasserstein(synthetic, real)).toBeCloseTo(reference.wasserstein_1d[name], 9);
    expect(rangeCoverage(synthetic, real)).toBeCloseTo(reference.RangeCoverage[name], 12);
    expect(boundaryAdherence(synthetic, real)).toBeCloseTo(reference.BoundaryAdherence[name], 12);
  });
});

describe.each(Object.keys(CATEGORICAL))('categories (%s)', (name) => {
  it("have SciPy's Jensen-Shannon distance and SDMetrics' coverage", () => {
    const { p, q, distance } = reference.jensen_shannon_base2[name];
    expect(jensenShannonDistance(p, q)).toBeCloseTo(distance, 9);
    expect(categoryCoverage(...sides(name))).toBe(reference.CategoryCoverage[name]);
  });
});

describe('distances of two columns', () => {
  it('are 0 from a column to itself, the same both ways, and within their bounds', () => {
    fc.assert(
      fc.property(someValues, someValues, (a, b) => {
        expect([kolmogorovSmirnov(a, a), wasserstein(a, a)]).toEqual([0, 0]);
        expect(kolmogorovSmirnov(a, b)).toBe(kolmogorovSmirnov(b, a));
        expect(wasserstein(a, b)).toBeCloseTo(wasserstein(b, a) ?? NaN, 12);
        const [ks, moved] = [kolmogorovSmirnov(a, b) ?? NaN, wasserstein(a, b) ?? NaN];
        expect(ks >= 0 && ks <= 1 && moved >= 0 && moved <= 10).toBe(true);
      }),
    );
  });

  it('are that of two points where each column holds one value', () => {
    const [a, b] = [Float64Array.of(3, NaN), Float64Array.of(7.5)];
    expect([kolmogorovSmirnov(a, b), wasserstein(a, b)]).toEqual([1, 4.5]);
  });

  it('cannot be told where a column holds no value', () => {
    expect([kolmogorovSmirnov(missing, missing), wasserstein(missing, Float64Array.of(1)), rangeCoverage(missing, missing), boundaryAdherence(missing, missing)]).toEqual([null, null, null, null]);
  });
});

describe('jensenShannonDistance', () => {
  it('is 1 for shares that have no cell in common, and 0 for equal ones', () => {
    expect(jensenShannonDistance([0.4, 0.6, 0], [0, 0, 1])).toBeCloseTo(1, 12);
    expect(jensenShannonDistance([0.4, 0.6], [0.4, 0.6])).toBe(0);
  });
});

describe('categoryCoverage', () => {
  it('does not ask for categories that no real record has', () => {
    expect(categoryCoverage(Float64Array.of(0, 2), Float64Array.of(0, 1, NaN))).toBe(0.5);
    expect(categoryCoverage(missing, missing)).toBe(1);
  });
});
