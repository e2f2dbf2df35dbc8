import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composed, type ComposedLosses } from './composition.js';
import { lossCurve } from './loss-curve.js';
import { planWindow } from './planned-window.js';
import { someParts } from './some-losses.fixture.js';

/** Losses 0, 1/2, ... 3 1/2 of which none has any mass, weighed by e^(2 loss). */
const nothing: ComposedLosses = {
  interval: 0.5,
  lowest: 0,
  length: 8,
  from: 0,
  to: 3.5,
  tilt: 2,
  logScale: 0,
  above: 0,
  weighed: new Float64Array(8),
  roundingNorm: 0,
  missed: 0,
  margin: 1,
  infinite: 0,
};

describe('a loss curve', () => {
  it('gives for a delta the least epsilon at which that delta holds', () => {
    fc.assert(
      fc.property(someParts, fc.double({ min: -20, max: -0.1, noNaN: true }).map(Math.exp), (parts, delta) => {
        const curve = lossCurve(composed(parts, planWindow(parts, 8)));
        const epsilon = curve.epsilonAt(delta);
        if (epsilon === Infinity) return expect(curve.deltaAt(1e6)).toBeGreaterThan(delta);
        expect(curve.deltaAt(epsilon)).toBeLessThanOrEqual(delta);
        if (epsilon > 0) expect(curve.deltaAt(epsilon * (1 - 1e-9))).toBeGreaterThan(delta * (1 - 1e-6));
      }),
    );
  });

  it('has as delta what mass losses above epsilon have in excess of e^(epsilon - loss) times that', () => {
    const weighed = Float64Array.of(0, 0, 0.25 * Math.exp(2), 0, 0.5 * Math.exp(4), 0, 0, 0);
    const { deltaAt } = lossCurve({ ...nothing, weighed });
    const exact = (epsilon: number) => 0.25 * Math.max(0, 1 - Math.exp(epsilon - 1)) + 0.5 * Math.max(0, 1 - Math.exp(epsilon - 2));
    for (const epsilon of [0, 0.3, 0.5, 0.9, 1, 1.7, 2, 5]) expect(deltaAt(epsilon)).toBeCloseTo(exact(epsilon), 14);
  });

  it('adds all that rounding can have hidden in the masses above epsilon, weighed back', () => {
    const { deltaAt } = lossCurve({ ...nothing, roundingNorm: 1e-3 });
    for (const k of [0, 1, 5]) {
      const weights = Array.from({ length: 8 - k - 1 }, (_, j) => Math.exp(-2 * (k + j + 1) * 0.5));
      // Errors along the weights add up the most: to the product of both norms.
      expect(deltaAt(0.5 * k)).toBeGreaterThanOrEqual(1e-3 * Math.hypot(...weights));
    }
  });

  it('adds infinite mass and what lies above the window at every epsilon, and widens all by the margin', () => {
    const { deltaAt, epsilonAt } = lossCurve({ ...nothing, infinite: 0.01, missed: 0.02, margin: 1.5 });
    expect([deltaAt(0), deltaAt(3), deltaAt(100)].map((delta) => delta / 0.045)).toEqual([1, 1, 1].map((x) => expect.closeTo(x, 12)));
    expect([epsilonAt(0.0449), epsilonAt(0.0451)]).toEqual([Infinity, 0]);
  });

  it('is 1 below the window, whatever is in it', () => {
    const { deltaAt, epsilonAt } = lossCurve({ ...nothing, lowest: 2 });
    expect([deltaAt(0), deltaAt(0.4), deltaAt(0.9)]).toEqual([1, 1, 0]);
    expect(epsilonAt(0.5)).toBe(1);
  });

  it('takes no delta from losses that rounding has made negative', () => {
    const weighed = Float64Array.of(0, 0, 0, -1, 0, 0, 0, 0);
    expect(lossCurve({ ...nothing, weighed }).deltaAt(0)).toBe(0);
  });
});
