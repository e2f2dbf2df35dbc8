import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { gaussianDelta } from '../gdp/gaussian-curve.js';
import { excessOf, excessOfPair, type PldVectors, type Outcomes } from './hockey-stick.fixture.js';
import { replacedGaussianPair } from './replaced-gaussian-pair.js';

const pldVectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/pld.json', import.meta.url), 'utf8')) as PldVectors;

type Vector = readonly [x: number, y: number];

/** Probabilities of the cells of a fine grid; merging outputs into cells only lowers the excess. */
const cells = Array.from({ length: 97 }, (_, i) => 0.15 * (i - 48));
const density = ([x, y]: Vector, [u, v]: Vector) => ((0.15 * 0.15) / (2 * Math.PI)) * Math.exp(-((x - u) ** 2 + (y - v) ** 2) / 2);
const onSample = (q: number, [here, there]: readonly [Vector, Vector]): Outcomes =>
  cells.flatMap((x) =>
    cells.map((y) => {
      const without = (1 - q) * density([x, y], [0, 0]);
      return [without + q * density([x, y], here), without + q * density([x, y], there)] as const;
    }),
  );

describe('replacedGaussianPair', () => {
  it.each(pldVectors.replacedGaussian.rows)('at shift %d and q %d has, at epsilon %d, the delta of 40 digits', (shift, q, epsilon, delta) => {
    expect(excessOfPair(replacedGaussianPair({ contribution: shift / 2, q }), epsilon)).toBeCloseTo(delta, 12);
  });

  it('nearly is, when nearly everybody is sampled, Gaussian noise on the whole sensitivity', () => {
    const pair = replacedGaussianPair({ contribution: 0.75, q: 1 - 1e-12 });
    expect(excessOfPair(pair, 0.5)).toBeCloseTo(gaussianDelta({ mu: 1.5, epsilon: 0.5 }), 10);
  });

  it('stays finite where its parameters are no doubles', () => {
    const pair = replacedGaussianPair({ contribution: 50, q: 0.5 });
    expect(excessOfPair(pair, 0)).toBeCloseTo(0.5, 12);
    // At 60, ten beyond the mean: ln((1 + e^1750) / (1 + e^-4250)).
    expect([pair.highest, pair.lowest]).toEqual([1750, -1750]);
    expect(pair.masses(Float64Array.of(1250)).first[1]).toBeCloseTo(0.25, 12);
  });

  it('dominates any two vectors in the plane of at most half the sensitivity', () => {
    const vector = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }));
    const terms = fc.record({
      half: fc.double({ min: 0.3, max: 1.5, noNaN: true }),
      q: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      epsilon: fc.double({ min: -1, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(terms, vector, vector, ({ half, q, epsilon }, a, b) => {
        const at = ([length, angle]: Vector): Vector => [half * length * Math.cos(angle), half * length * Math.sin(angle)];
        const pair = replacedGaussianPair({ contribution: half, q });
        // Sums over cells stand for integrals; for the normal density, with cells this fine, they are the same.
        expect(excessOf(onSample(q, [at(a), at(b)]), epsilon)).toBeLessThan(excessOfPair(pair, epsilon) + 1e-4);
      }),
      { numRuns: 40 },
    );
  });
});
