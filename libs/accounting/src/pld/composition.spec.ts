import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { relativeError } from '../relative-error.fixture.js';
import { composed } from './composition.js';
import { excessOfDistribution, type PldVectors } from './hockey-stick.fixture.js';
import type { LossDistribution } from './loss-distribution.js';
import { repeatedLosses, type Repeated } from './log-moments.js';
import { lossCurve } from './loss-curve.js';
import { planWindow } from './planned-window.js';
import { addedUp, infiniteMass, someParts } from './some-losses.fixture.js';

const pldVectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/pld.json', import.meta.url), 'utf8')) as PldVectors;

const MAGNIFIED = 8;
const curveOf = (parts: readonly Repeated[]) => lossCurve(composed(parts, planWindow(parts, MAGNIFIED)));

describe('a composition', () => {
  it('has the delta of losses added up one by one, and never less', () => {
    fc.assert(
      fc.property(someParts, fc.double({ min: 0, max: 4, noNaN: true }), (parts, epsilon) => {
        const exact = excessOfDistribution(addedUp(parts), epsilon);
        const delta = curveOf(parts).deltaAt(epsilon);
        expect(delta).toBeGreaterThanOrEqual(Math.min(1, exact) * (1 - 1e-13));
        // Infinite losses of several parts are counted once for each, not as one event.
        expect(delta).toBeLessThan(exact + infiniteMass(parts) ** 2 + 1e-7);
      }),
    );
  });

  /** Binary randomised response whose losses are +-1 interval exactly, so that nothing is rounded to a grid. */
  const response = (epsilon0: number): LossDistribution => {
    const likely = 1 / (1 + Math.exp(-epsilon0));
    return { interval: epsilon0, lowest: -1, masses: Float64Array.of(1 - likely, 0, likely), infinite: 0 };
  };

  // Where the window begins above epsilon, delta is taken as 1.
  it.each(pldVectors.responses.rows.filter(([, , , delta]) => delta > 1e-20 && delta < 0.9))(
    'of randomised responses of epsilon %d, %d times, has at epsilon %d the exact delta %d, never less and at most 1 part in 10^4 more',
    (epsilon0, times, epsilon, exact) => {
      const delta = curveOf([repeatedLosses(response(epsilon0), times)]).deltaAt(epsilon);
      expect(delta).toBeGreaterThanOrEqual(exact * (1 - 1e-13));
      expect(relativeError(delta, exact)).toBeLessThan(1e-4);
    },
  );

  it('takes delta for 1 below the window, where it is nearly that', () => {
    const rows = pldVectors.responses.rows.filter(([, , , delta]) => delta >= 0.9);
    expect(rows.length).toBeGreaterThan(5);
    for (const [epsilon0, times, epsilon, exact] of rows) {
      const delta = curveOf([repeatedLosses(response(epsilon0), times)]).deltaAt(epsilon);
      expect(delta).toBeGreaterThanOrEqual(exact * (1 - 1e-13));
      expect(delta).toBeLessThanOrEqual(1);
    }
  });

  it('knows how far rounding may have taken it: more than it did, in a thousand losses added ten thousand times', () => {
    const masses = Float64Array.from({ length: 1001 }, (_, k) => (1 + Math.sin(k) ** 2) * 1e-4);
    const total = masses.reduce((sum, m) => sum + m, 0);
    const distribution: LossDistribution = { interval: 1e-5, lowest: -480, masses: masses.map((m) => m / total), infinite: 0 };
    const whole = [repeatedLosses(distribution, 10_000)];
    const window = planWindow(whole, MAGNIFIED);
    const halves = composed([repeatedLosses(distribution, 3_333), repeatedLosses(distribution, 6_667)], window);
    const once = composed(whole, window);
    const difference = Math.sqrt(once.weighed.reduce((sum, mass, k) => sum + (mass - halves.weighed[k]) ** 2, 0));
    expect(difference).toBeLessThan(once.roundingNorm + halves.roundingNorm);
    expect(once.roundingNorm).toBeLessThan(1e-9);
    // Each of the ten thousand factors of a weight is rounded, in an exponent of a few hundred.
    expect(once.margin - 1).toBeGreaterThan(10_000 * 300 * 2 ** -53);
    expect(once.margin - 1).toBeLessThan(1e-7);
  });
});
