import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { personLevel } from './person-level.js';
import { rhoUnits, rhoUnitsFor, RHO_UNITS_PER_ONE } from './rho-units.js';
import { sensitivityOfUnit } from './unit-of-privacy.js';
import { epsilonOf } from './zcdp.js';

const forADay = (epsilon: number, adjacency: 'add-or-remove-one' | 'replace-one' = 'add-or-remove-one') => ({ epsilon, delta: 1e-5, unit: 'day', adjacency }) as const;

describe('the person-level value of a guarantee for a day', () => {
  it('is what the ledger would book if all the days of a person moved the release together', () => {
    const cases = fc.record({ days: fc.integer({ min: 2, max: 31 }), variance: fc.integer({ min: 1e4, max: 1e6 }), moved: fc.integer({ min: 10, max: 100 }) });
    fc.assert(
      fc.property(cases, ({ days, variance, moved }) => {
        const units = (squaredSensitivity: number) => rhoUnits({ kind: 'discrete-gaussian', blocks: [{ squaredSensitivity, variance }] });
        const epsilonFor = (charge: number) => epsilonOf({ rho: charge / RHO_UNITS_PER_ONE, delta: 1e-5 });
        const { squaredL2 } = sensitivityOfUnit({ bound: { unit: 'patient', maxRecords: days }, record: { l1: moved, squaredL2: moved }, adjacency: 'add-or-remove-one' });
        const person = personLevel(forADay(epsilonFor(units(moved))), days);
        expect(person.epsilon / epsilonFor(units(squaredL2))).toBeCloseTo(1, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('pays for more than the days do, each by itself', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 10, noNaN: true }), fc.integer({ min: 2, max: 50 }), (epsilon, days) => {
        const person = personLevel(forADay(epsilon), days);
        expect(person.epsilon).toBeGreaterThan(personLevel(forADay(epsilon), days - 1).epsilon);
        expect(rhoUnitsFor(person) / rhoUnitsFor(forADay(epsilon)) / days ** 2).toBeCloseTo(1, 5);
      }),
    );
  });

  it('names the patient, and keeps delta and adjacency', () => {
    expect(personLevel(forADay(1, 'replace-one'), 1)).toEqual({ epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'replace-one' });
  });

  it('for 31 days at epsilon 3 is nothing that protects anybody', () => {
    expect(personLevel(forADay(3), 31).epsilon).toBeGreaterThan(300);
  });
});

describe('a guarantee for a patient', () => {
  it('is that of a person already, however many records there are', () => {
    const guarantee = { epsilon: 2, delta: 1e-6, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
    expect(personLevel(guarantee, 31)).toEqual(guarantee);
  });
});

describe('a bound on the units of a person', () => {
  it.each([0, -1, 1.5, NaN])('is not %s', (bound) => {
    expect(() => personLevel(forADay(1), bound)).toThrow(new RangeError(`boundPerPerson must be a positive safe integer, but it is ${bound}`));
  });
});
