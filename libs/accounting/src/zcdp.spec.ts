import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { deltaOf, epsilonOf, rhoFor } from './zcdp.js';

const vectors = JSON.parse(readFileSync(new URL('../../../test/vectors/zcdp.json', import.meta.url), 'utf8')) as {
  gaussianComposed: { rows: [rho: number, delta: number, epsilon: number, exactGaussian: number][] };
  discreteGaussian: { rows: [rho: number, delta: number, epsilon: number][] };
  zcdpEvents: { rows: [rho: number, delta: number, epsilon: number][] };
  infimum: { rows: [rho: number, delta: number, epsilon: number][] };
  inverse: { rows: [epsilon: number, delta: number, rho: number][] };
};

/** dp-accounting prints ten significant digits. */
const printed = 1 + 1e-9;

const logUniform = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const aRho = logUniform(1e-9, 100);
const aDelta = logUniform(1e-12, 0.1);
const anEpsilon = logUniform(1e-3, 50);

/** The conversion at one order, as the paper writes it. */
const epsilonAtOrder = (order: number, rho: number, delta: number) =>
  order * rho + (Math.log(1 / (order * delta)) + (order - 1) * Math.log(1 - 1 / order)) / (order - 1);

describe('epsilonOf', () => {
  it.each(vectors.infimum.rows)('finds the infimum over all orders at rho %d and delta %d', (rho, delta, epsilon) => {
    expect(Math.abs(epsilonOf({ rho, delta }) - epsilon)).toBeLessThanOrEqual(1e-13 + 1e-12 * epsilon);
  });

  it.each(vectors.gaussianComposed.rows)(
    'lies between the exact Gaussian and the order grid of dp-accounting, and within 0.3 %% of the grid, at rho %d and delta %d',
    (rho, delta, theirs, exactGaussian) => {
      const ours = epsilonOf({ rho, delta });
      expect(ours).toBeGreaterThan(exactGaussian);
      expect(ours).toBeLessThanOrEqual(theirs * printed);
      expect(ours).toBeGreaterThan(theirs * 0.997);
    },
  );

  it.each(vectors.discreteGaussian.rows)(
    'covers what discrete Gaussian noise truly costs, as dp-accounting computes it, at rho %d and delta %d',
    (rho, delta, trueEpsilon) => {
      expect(epsilonOf({ rho, delta })).toBeGreaterThan(trueEpsilon);
    },
  );

  it.each(vectors.zcdpEvents.rows)('is at most 7 %% below dp-accounting, and never above it, at rho %d and delta %d', (rho, delta, theirs) => {
    const ours = epsilonOf({ rho, delta });
    expect(ours).toBeLessThanOrEqual(theirs * printed);
    expect(ours).toBeGreaterThan(theirs * 0.93);
  });

  it('is never above the conversion at any single order', () => {
    fc.assert(
      fc.property(aRho, aDelta, logUniform(1e-3, 1e6), (rho, delta, excess) => {
        const atOrder = Math.max(0, epsilonAtOrder(1 + excess, rho, delta));
        expect(epsilonOf({ rho, delta })).toBeLessThanOrEqual(atOrder * (1 + 1e-9) + 1e-12);
      }),
    );
  });

  it('is never above rho + 2 sqrt(rho ln(1 / delta))', () => {
    fc.assert(
      fc.property(aRho, aDelta, (rho, delta) => {
        expect(epsilonOf({ rho, delta })).toBeLessThanOrEqual(rho + 2 * Math.sqrt(rho * Math.log(1 / delta)));
      }),
    );
  });

  it('grows with rho and falls as delta grows', () => {
    fc.assert(
      fc.property(aRho, aDelta, logUniform(1.001, 10), (rho, delta, factor) => {
        const epsilon = epsilonOf({ rho, delta });
        expect(epsilonOf({ rho: rho * factor, delta })).toBeGreaterThanOrEqual(epsilon);
        expect(epsilonOf({ rho, delta: Math.min(0.99, delta * factor) })).toBeLessThanOrEqual(epsilon);
      }),
    );
  });

  it('is nothing when rho is nothing', () => {
    expect(epsilonOf({ rho: 0, delta: 1e-5 })).toBe(0);
  });

  it.each([
    [{ rho: -1, delta: 1e-5 }, 'rho must be a finite number of at least 0, but it is -1'],
    [{ rho: NaN, delta: 1e-5 }, 'rho must be a finite number of at least 0, but it is NaN'],
    [{ rho: Infinity, delta: 1e-5 }, 'rho must be a finite number of at least 0, but it is Infinity'],
    [{ rho: 1, delta: 0 }, 'delta must be more than 0 and less than 1, but it is 0'],
    [{ rho: 1, delta: 1 }, 'delta must be more than 0 and less than 1, but it is 1'],
    [{ rho: 1, delta: NaN }, 'delta must be more than 0 and less than 1, but it is NaN'],
  ])('refuses %j and says which bound it breaks', (argument, message) => {
    expect(() => epsilonOf(argument)).toThrow(new RangeError(message));
  });
});

describe('deltaOf', () => {
  it('reads the conversion backwards', () => {
    fc.assert(
      fc.property(aRho, aDelta, (rho, delta) => {
        const epsilon = epsilonOf({ rho, delta });
        fc.pre(epsilon > 1e-6);
        expect(deltaOf({ rho, epsilon }) / delta).toBeCloseTo(1, 6);
      }),
    );
  });

  it('is a probability however large rho is', () => {
    expect(deltaOf({ rho: 1e6, epsilon: 1 })).toBe(1);
    expect(deltaOf({ rho: 0, epsilon: 1 })).toBe(0);
  });

  it('refuses a negative epsilon', () => {
    expect(() => deltaOf({ rho: 1, epsilon: -0.5 })).toThrow(
      new RangeError('epsilon must be a finite number of at least 0, but it is -0.5'),
    );
  });
});

describe('rhoFor', () => {
  it.each(vectors.inverse.rows)('is the inverse of the conversion at epsilon %d and delta %d', (epsilon, delta, rho) => {
    expect(rhoFor({ epsilon, delta }) / rho).toBeCloseTo(1, 11);
  });

  it('never costs more than epsilon, and a billionth more would', () => {
    fc.assert(
      fc.property(anEpsilon, aDelta, (epsilon, delta) => {
        const rho = rhoFor({ epsilon, delta });
        expect(epsilonOf({ rho, delta })).toBeLessThanOrEqual(epsilon);
        expect(epsilonOf({ rho: rho * (1 + 1e-9), delta })).toBeGreaterThan(epsilon);
      }),
    );
  });

  it.each([
    [{ epsilon: 0, delta: 1e-5 }, 'epsilon must be a finite number above 0, but it is 0'],
    [{ epsilon: Infinity, delta: 1e-5 }, 'epsilon must be a finite number above 0, but it is Infinity'],
    [{ epsilon: 1, delta: 2 }, 'delta must be more than 0 and less than 1, but it is 2'],
  ])('refuses %j and says which bound it breaks', (argument, message) => {
    expect(() => rhoFor(argument)).toThrow(new RangeError(message));
  });
});
