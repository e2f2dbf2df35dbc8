import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composed, discreteGaussian, discreteLaplace, gaussian, laplace, repeated, sampled } from '../an-event.fixture.js';
import type { DpEvent } from '../dp-event.js';
import type { Adjacency } from '../guarantee.js';
import { dominatorsOf } from './event-dominators.js';
import { discreteGaussianWeight, excessOf, excessOfPair, moved } from './hockey-stick.fixture.js';

const dominators = (event: DpEvent, adjacency: Adjacency = 'add-or-remove-one') => {
  const answer = dominatorsOf(event, adjacency);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer;
};

describe('dominatorsOf', () => {
  it('adds up the squares of all Gaussian shifts, however they are nested', () => {
    const { squaredShift, others } = dominators(composed(gaussian(2), repeated(composed(gaussian(4), repeated(gaussian(8), 2)), 8)));
    expect(squaredShift).toBeCloseTo(1 / 4 + 8 / 16 + 16 / 64, 12);
    expect(others).toEqual([]);
  });

  it('takes wide discrete Gaussian noise for Gaussian noise of nearly its variance, and adds up what that leaves out', () => {
    const { squaredShift, overweight } = dominators(repeated(discreteGaussian(45, 4096), 10));
    expect(squaredShift).toBeGreaterThan(450 / 4096);
    expect(squaredShift).toBeLessThan(450 / 4094);
    expect(overweight).toBeGreaterThan(0);
    expect(overweight).toBeLessThan(1e-10);
  });

  it('enumerates narrow discrete Gaussian noise if it can only move by single steps, one for each', () => {
    const { squaredShift, others } = dominators(discreteGaussian(3, 2));
    expect([squaredShift, others.map(({ times }) => times)]).toEqual([0, [3]]);
    expect(dominators(discreteGaussian(4, 2)).others).toEqual([]);
  });

  it('multiplies how often others happened', () => {
    const { others } = dominators(repeated(composed(laplace(1), repeated(discreteLaplace(2, 3), 5)), 7));
    expect(others.map(({ times }) => times)).toEqual([7, 35]);
  });

  it('tells the two orders of neighbours apart only for a sample, and a sample of everybody is everybody', () => {
    const [sample] = dominators(sampled(gaussian(1), 1, 10)).others;
    expect(sample.pairs.remove).not.toBe(sample.pairs.add);
    expect(dominators(sampled(gaussian(1), 10, 10))).toEqual(dominators(gaussian(1)));
  });

  it('under replace-one, charges Gaussian noise on a sample no more than if it told who was sampled, and other noise just that', () => {
    const pairOf = (event: DpEvent) => dominators(event, 'replace-one').others[0].pairs.remove;
    const [mixed, told] = [pairOf(sampled(gaussian(1), 1, 10)), pairOf(sampled(laplace(1), 1, 10))];
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (epsilon) => {
        expect(excessOfPair(told, epsilon)).toBeCloseTo(0.1 * -Math.expm1((epsilon - 1) / 2), 12);
        expect(excessOfPair(mixed, epsilon)).toBeLessThan(0.1 * 0.3829249225480262 + 1e-12);
      }),
    );
    // Twice the normal mass within half a standard deviation of the mean is the total variation of the noise on everybody.
    expect(excessOfPair(mixed, 0)).toBeCloseTo(0.1 * 0.3829249225480262, 12);
  });

  it('under replace-one, covers a sampled record that adds more than half of what it may be replaced by', () => {
    // Each record counts in one of two cells, so that replacing it moves sqrt 2 times as far as adding it.
    const q = 0.3;
    const noise = (shift: number) => moved(discreteGaussianWeight(40), { reach: 50, shift });
    const [still, counted] = [noise(0), noise(6)].map((outcomes) => outcomes.map(([p]) => p));
    const mixture = (here: readonly number[], there: readonly number[]) =>
      here.flatMap((x, i) => there.map((y, j) => (1 - q) * still[i] * still[j] + q * x * y));
    const one = mixture(counted, still);
    const other = mixture(still, counted);
    const { others } = dominators(sampled(discreteGaussian(72, 40), 3, 10), 'replace-one');
    for (let epsilon = -1; epsilon <= 1.5; epsilon += 0.5) {
      const exact = excessOf(one.map((p, i) => [p, other[i]] as const), epsilon);
      expect(excessOfPair(others[0].pairs.remove, epsilon)).toBeGreaterThanOrEqual(exact - 1e-12);
    }
  });

  it('samples a whole composition at once', () => {
    const { others } = dominators(sampled(composed(laplace(2), gaussian(3)), 1, 4));
    expect(others.map(({ times }) => times)).toEqual([1]);
  });
});
