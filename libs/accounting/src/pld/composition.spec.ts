import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { relativeError } from '../relative-error.fixture.js';
import { composed, planWindow } from './composition.js';
import { excessOfDistribution, pldVectors } from './hockey-stick.fixture.js';
import type { LossDistribution } from './loss-distribution.js';
import { repeatedLosses, type Repeated } from './log-moments.js';
import { lossCurve } from './loss-curve.js';
import { addedUp, infiniteMass, someParts } from './some-losses.fixture.js';

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
  });
});

describe('a loss curve', () => {
  it('gives for a delta the least epsilon at which that delta holds', () => {
    fc.assert(
      fc.property(someParts, fc.double({ min: -20, max: -0.1, noNaN: true }).map(Math.exp), (parts, delta) => {
        const curve = curveOf(parts);
        const epsilon = curve.epsilonAt(delta);
        if (epsilon === Infinity) return expect(curve.deltaAt(1e6)).toBeGreaterThan(delta);
        expect(curve.deltaAt(epsilon)).toBeLessThanOrEqual(delta);
        if (epsilon > 0) expect(curve.deltaAt(epsilon * (1 - 1e-9))).toBeGreaterThan(delta * (1 - 1e-6));
      }),
    );
  });
});
