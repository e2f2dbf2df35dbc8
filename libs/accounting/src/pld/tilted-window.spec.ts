import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { planWindow } from './planned-window.js';
import { addedUp, someParts } from './some-losses.fixture.js';

const aMagnification = fc.constantFrom(0.01, 1, 8);

describe('the window of a composition', () => {
  it('leaves no more weighed mass above it than it says', () => {
    fc.assert(
      fc.property(someParts, aMagnification, (parts, magnified) => {
        const { tilt, logScale, to, above } = planWindow(parts, magnified);
        const { interval, lowest, masses } = addedUp(parts);
        const outside = masses.reduce((sum, mass, k) => {
          const loss = (lowest + k) * interval;
          return loss > to + 1e-9 ? sum + mass * Math.exp(tilt * loss - logScale) : sum;
        }, 0);
        expect(outside).toBeLessThanOrEqual(above);
      }),
    );
  });

  it('weighs the finite masses to add up to 1, and magnifies by no more than it may at the mean', () => {
    fc.assert(
      fc.property(someParts, aMagnification, (parts, magnified) => {
        const { tilt, logScale } = planWindow(parts, magnified);
        const { interval, lowest, masses } = addedUp(parts);
        const lossAt = (k: number) => (lowest + k) * interval;
        const weighed = masses.reduce((sum, mass, k) => sum + mass * Math.exp(tilt * lossAt(k) - logScale), 0);
        expect(weighed).toBeCloseTo(1, 10);
        const total = masses.reduce((sum, mass) => sum + mass, 0);
        const mean = masses.reduce((sum, mass, k) => sum + mass * lossAt(k), 0) / total;
        expect(logScale - Math.log(total) - tilt * mean).toBeLessThanOrEqual(magnified + 1e-9);
        expect(tilt).toBeGreaterThan(0);
      }),
    );
  });

  it('holds a power of two of losses, from 0 or lower on unless hardly any is that low', () => {
    fc.assert(
      fc.property(someParts, (parts) => {
        const { lowest, length, to, from } = planWindow(parts, 8);
        expect(Number.isInteger(Math.log2(length))).toBe(true);
        expect((lowest + length) * parts[0].distribution.interval).toBeGreaterThan(to);
        expect(lowest * parts[0].distribution.interval).toBeLessThanOrEqual(from);
      }),
    );
  });
});
