import { describe, expect, it } from '@jest/globals';
import { discreteGaussian, Sensitive, systemRandom, type Bounded } from '@commonward/privacy';
import type { SeriesDays } from '@commonward/schema';
import fc from 'fast-check';
import { aGradientsPlanOf } from '../../test/a-gradients-study.js';
import { aSeriesDictionary } from '../plan/scores/a-scores-study.fixture.js';
import { anImageDictionary } from '../plan/spectrum/a-spectrum-study.fixture.js';
import { rowLength } from '../plan/index.js';
import { boundClasses } from './bound-classes.js';
import { measuredIn, recordsTogether } from './shown-records.js';

/** Noise of variance 1 is nothing beside grid steps of at least 2^11. */
const countsOf = (bounded: Bounded<Int32Array>, grid: number): number[] => Array.from(discreteGaussian(bounded, { variances: [1], random: systemRandom }).value, (count) => Math.round((100 * count) / grid) / 100 + 0);

const image = (label: number, size = 256) => ({ pixels: new Uint8Array(size), label });
const images = aGradientsPlanOf(anImageDictionary());

const ofDays = aSeriesDictionary({ steps: 4, missing: true });
const aDay = (patient: number, { weekend = 0, values = [0, 1, 2, 3, 30, 40, 50, NaN] } = {}) => ({ codes: [0, 1, 2, 2, 0, 0, 0, 9, weekend], values, patient });
const days = (list: readonly ReturnType<typeof aDay>[]): SeriesDays => ({
  rows: list.length,
  codes: Uint8Array.from(list.flatMap(({ codes }) => codes)),
  values: Float64Array.from(list.flatMap(({ values }) => values)),
  patients: Int32Array.from(list, ({ patient }) => patient),
});
const daysIn = (list: readonly ReturnType<typeof aDay>[]) => ({ kind: 'series', records: Sensitive.of([days(list.slice(0, 2)), days(list.slice(2))].filter(({ rows }) => rows > 0)) }) as const;

describe('the count of images before a network is trained', () => {
  it('counts each image of the dictionary’s size once, in its class, and no other', () => {
    const records = { kind: 'image', records: Sensitive.of([image(0), image(1), image(1), image(2), image(-1), image(0.5), image(1, 255)]) } as const;
    expect(countsOf(boundClasses(records, images), images.grid)).toEqual([1, 2]);
  });

  it('is not made of records of another kind', () => {
    expect(() => boundClasses(daysIn([]), images)).toThrow('A plan for records of kind image was accepted for records of kind series');
  });
});

describe('the count of days before a network is trained', () => {
  it('counts each day by what its calendar says', () => {
    const plan = aGradientsPlanOf(ofDays);
    expect(countsOf(boundClasses(daysIn([aDay(0), aDay(0, { weekend: 1 }), aDay(1), aDay(1, { weekend: 2 })]), plan), plan.grid)).toEqual([2, 1]);
  });

  it('counts a person once, with the mean of their days, where persons are protected', () => {
    const plan = aGradientsPlanOf(aSeriesDictionary({ steps: 4, missing: true, unit: 'patient' }));
    expect(countsOf(boundClasses(daysIn([aDay(7), aDay(8), aDay(7, { weekend: 1 }), aDay(7, { weekend: 1 })]), plan), plan.grid)).toEqual([1.33, 0.67]);
    expect(recordsTogether(plan.dictionary)).toBe(31);
  });

  it('moves by at most one record when a person joins, whatever their days are', () => {
    const plan = aGradientsPlanOf(aSeriesDictionary({ steps: 4, missing: true, unit: 'patient' }));
    const any = fc.record({ weekend: fc.nat(3), values: fc.array(fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity)), { minLength: 8, maxLength: 8 }) });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 4 }), fc.array(any, { minLength: 1, maxLength: 40 }), (others, own) => {
        const before = others.map((day, patient) => aDay(patient, day));
        const [without, together] = [before, [...before, ...own.map((day) => aDay(99, day))]].map((list) => discreteGaussian(boundClasses(daysIn(list), plan), { variances: [1], random: systemRandom }).value);
        const moved = Math.hypot(...together.map((count, at) => count - without[at]));
        expect(moved).toBeLessThanOrEqual(plan.grid + 40);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a day as a network has it', () => {
  it('stands step by step: each channel on its scale, and whether it was read', () => {
    const row = measuredIn({ codes: [], values: [0, 13200, 0, NaN, 30, 1000, NaN, 1000] }, ofDays);
    expect(row).toEqual([-1, -1, 1, 1, 1, 1, 1, 1, -1, -1, 1, -1, -1, 1, -1, 1]);
    expect(row.length + 2).toBe(rowLength(ofDays));
  });
});
