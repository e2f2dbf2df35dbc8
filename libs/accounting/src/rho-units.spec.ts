import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { DiscreteGaussianBlock, DpEvent } from './dp-event.js';
import { RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor } from './rho-units.js';
import { epsilonOf } from './zcdp.js';

const release = (...blocks: DiscreteGaussianBlock[]): DpEvent => ({ kind: 'discrete-gaussian', blocks });
const aBlock = fc.record({
  squaredSensitivity: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  variance: fc.integer({ min: 2 ** 20, max: 2 ** 40 }),
});

/** Compares the charge with rho = sum of s / 2v by multiplying everything by the product of all 2v: no division, no rounding. */
const excessOverTrueCost = (units: number, blocks: readonly DiscreteGaussianBlock[]) => {
  const common = blocks.reduce((product, { variance }) => product * 2n * BigInt(variance), 1n);
  const rho = blocks.reduce((sum, b) => sum + (BigInt(b.squaredSensitivity) * common) / (2n * BigInt(b.variance)), 0n);
  return { excess: BigInt(units) * common - rho * 10n ** 12n, oneUnit: common };
};

describe('rhoUnits', () => {
  it('charges squared sensitivity over twice the variance', () => {
    expect(rhoUnits(release({ squaredSensitivity: 1, variance: 2 }))).toBe(0.25 * RHO_UNITS_PER_ONE);
    expect(rhoUnits(release({ squaredSensitivity: 3, variance: 8 }, { squaredSensitivity: 1, variance: 16 }))).toBe(
      0.21875 * RHO_UNITS_PER_ONE,
    );
  });

  it('charges nothing for a release of nothing', () => {
    expect(rhoUnits(release())).toBe(0);
  });

  it('rounds once, after adding: three thirds of a unit cost one unit', () => {
    const thirdOfAUnit = { squaredSensitivity: 2, variance: 3e12 };
    expect(rhoUnits(release(thirdOfAUnit))).toBe(1);
    expect(rhoUnits(release(thirdOfAUnit, thirdOfAUnit, thirdOfAUnit))).toBe(1);
  });

  it('charges one unit for the smallest cost there is', () => {
    expect(rhoUnits(release({ squaredSensitivity: 1, variance: Number.MAX_SAFE_INTEGER }))).toBe(1);
  });

  it('is never below the true cost and less than one unit above it', () => {
    fc.assert(
      fc.property(fc.array(aBlock, { minLength: 1, maxLength: 20 }), (blocks) => {
        const { excess, oneUnit } = excessOverTrueCost(rhoUnits(release(...blocks)), blocks);
        expect(excess >= 0n && excess < oneUnit).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the blocks', () => {
    fc.assert(
      fc.property(fc.array(aBlock, { maxLength: 20 }), (blocks) => {
        expect(rhoUnits(release(...blocks.toReversed()))).toBe(rhoUnits(release(...blocks)));
      }),
    );
  });

  it('names the field of an event that is malformed', () => {
    expect(() => rhoUnits(release({ squaredSensitivity: 1, variance: 1 }, { squaredSensitivity: 1, variance: 0 }))).toThrow(
      new RangeError('blocks[1].variance must be a positive safe integer, but it is 0'),
    );
  });

  it('says in one sentence why an event has no cost', () => {
    expect(() => rhoUnits({ kind: 'poisson-sampled', sampled: 1, outOf: 2, event: release() })).toThrow(
      new RangeError('A sampled release is not zCDP with any useful rho, so the zCDP accountant does not answer for it.'),
    );
    expect(() => rhoUnits({ kind: 'unknown', description: 'a script' })).toThrow('Nothing is known that bounds this event (a script).');
  });

  it('refuses a cost too large to count', () => {
    expect(() => rhoUnits(release({ squaredSensitivity: 1e6, variance: 1 }))).toThrow(
      'the charge in rho units must be at most 9007199254740991',
    );
  });
});

describe('rhoUnitsFor', () => {
  it('buys whole units whose cost stays within the guarantee', () => {
    const units = rhoUnitsFor({ epsilon: 3, delta: 1e-5 });
    expect(Number.isSafeInteger(units)).toBe(true);
    expect(epsilonOf({ rho: units / RHO_UNITS_PER_ONE, delta: 1e-5 })).toBeLessThanOrEqual(3);
    expect(epsilonOf({ rho: (units + 1) / RHO_UNITS_PER_ONE, delta: 1e-5 })).toBeGreaterThan(3);
  });

  it('refuses a budget too large to count', () => {
    expect(() => rhoUnitsFor({ epsilon: 1e5, delta: 1e-5 })).toThrow('the budget in rho units must be at most 9007199254740991');
  });
});
