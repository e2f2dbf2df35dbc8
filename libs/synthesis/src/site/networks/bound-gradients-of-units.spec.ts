import { BatchedNetwork } from '@commonward/networks';
import { discreteGaussian, Sensitive, type Bounded, type RandomSource } from '@commonward/privacy';
import type { SeriesDays } from '@commonward/schema';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startBackend } from '../../../../networks/src/a-backend.fixture.js';
import { aGradientsPlanOf } from '../../../test/a-gradients-study.js';
import { testUniform } from '../../../test/simulated-table.js';
import { aSeriesDictionary } from '../../plan/scores/a-scores-study.fixture.js';
import { anImageDictionary } from '../../plan/spectrum/a-spectrum-study.fixture.js';
import { discriminatorOf, gradientLength, releasedBlocks, rowLength, weightsText, type GradientsPlan } from '../../plan/index.js';
import type { NetworkRecords } from '../shown-records.js';
import { boundGradients } from './index.js';

/** Noise of which every draw is the same, so that two releases differ by their sums. */
const same = (): RandomSource => ({ fill: (words) => words.forEach((_, i) => (words[i] = Math.imul(i + 1, 2654435761) >>> 0)) });
const released = (bounded: Bounded<Int32Array>): number[] => [...discreteGaussian(bounded, { variances: bounded.blocks.map(() => 1), random: same() }).value];

function atStep(plan: GradientsPlan, size: number): GradientsPlan {
  const uniform = testUniform(3);
  return { ...plan, part: { name: 'step', step: 1, weights: weightsText(Float32Array.from({ length: gradientLength(plan) }, () => size * (uniform() - 0.5))) } };
}

let networks: Map<GradientsPlan, BatchedNetwork>;
const images = aGradientsPlanOf(anImageDictionary());
const days = aGradientsPlanOf(aSeriesDictionary({ steps: 4, missing: true }));
const daysByLayer = aGradientsPlanOf(aSeriesDictionary({ steps: 4, missing: true }), { clipping: 'layers' });
const persons = aGradientsPlanOf(aSeriesDictionary({ steps: 4, missing: true, unit: 'patient' }));
beforeAll(async () => {
  await startBackend('cpu');
  networks = new Map([images, days, daysByLayer, persons].map((plan) => [plan, BatchedNetwork.checked({ network: discriminatorOf(plan), features: rowLength(plan.dictionary), microbatch: 4 })]));
});

function sumOf(records: NetworkRecords, plan: GradientsPlan, size = 1): number[] {
  const network = networks.get(plan);
  if (network === undefined) throw new Error('no such network');
  return released(boundGradients(records, atStep(plan, size), network));
}

interface ADay {
  readonly patient: number;
  readonly weekend: number;
  readonly values: readonly number[];
}

const daysIn = (list: readonly ADay[]): NetworkRecords => {
  const chunk = (part: readonly ADay[]): SeriesDays => ({
    rows: part.length,
    codes: Uint8Array.from(part.flatMap(({ weekend }) => [...new Array<number>(8).fill(0), weekend])),
    values: Float64Array.from(part.flatMap(({ values }) => values)),
    patients: Int32Array.from(part, ({ patient }) => patient),
  });
  return { kind: 'series', records: Sensitive.of([list.slice(0, 3), list.slice(3)].filter((part) => part.length > 0).map(chunk)) };
};
const imagesIn = (list: readonly { readonly label: number; readonly grey: number }[]): NetworkRecords => ({ kind: 'image', records: Sensitive.of(list.map(({ label, grey }) => ({ label, pixels: Uint8Array.from({ length: 256 }, (_, at) => (grey * at) % 256) }))) });

const anImage = fc.record({ label: fc.nat(2), grey: fc.nat(255) });
const aDay = (patient: fc.Arbitrary<number>) => fc.record({ patient, weekend: fc.nat(2), values: fc.array(fc.oneof(fc.double(), fc.integer({ min: 30, max: 1000 }), fc.constantFrom(NaN, Infinity, 1e300)), { minLength: 8, maxLength: 8 }) });

function expectWithinNorm(plan: GradientsPlan, { without, together }: { readonly without: readonly number[]; readonly together: readonly number[] }): void {
  let start = 0;
  for (const { length, squaredSensitivity } of releasedBlocks(atStep(plan, 1))) {
    const moved = together.slice(start, start + length).reduce((sum, x, p) => sum + BigInt(x - without[start + p]) ** 2n, 0n);
    expect(moved <= BigInt(squaredSensitivity)).toBe(true);
    start += length;
  }
}

describe('the sum of gradients of a step', () => {
  const weights = fc.constantFrom(0.1, 1, 30);

  it('moves by at most the clipping norm, in exact integers, when an image joins', () => {
    fc.assert(fc.property(fc.array(anImage, { maxLength: 6 }), anImage, weights, (others, joining, size) => {
      expectWithinNorm(images, { without: sumOf(imagesIn(others), images, size), together: sumOf(imagesIn([...others, joining]), images, size) });
    }), { numRuns: 12 });
  });

  it('moves by at most the clipping norm, or that of each layer, when a day joins', () => {
    const day = aDay(fc.nat(3));
    fc.assert(fc.property(fc.array(day, { maxLength: 8 }), day, weights, fc.constantFrom(days, daysByLayer), (others, joining, size, plan) => {
      expectWithinNorm(plan, { without: sumOf(daysIn(others), plan, size), together: sumOf(daysIn([joining, ...others]), plan, size) });
    }), { numRuns: 60 });
  });

  it('moves by at most the clipping norm when a person with any number of days joins, wherever these are', () => {
    fc.assert(fc.property(fc.array(aDay(fc.nat(3)), { maxLength: 8 }), fc.array(aDay(fc.constant(9)), { minLength: 1, maxLength: 35 }), weights, (others, own, size) => {
      expectWithinNorm(persons, { without: sumOf(daysIn(others), persons, size), together: sumOf(daysIn([...own.slice(0, 2), ...others, ...own.slice(2)]), persons, size) });
    }), { numRuns: 20 });
  });

  it('takes the mean gradient of a person’s days, and no day for another person’s', () => {
    const day = (patient: number, weekend: number, value: number): ADay => ({ patient, weekend, values: [0, value, 2 * value, value, 30, 30 + value, 40, 100] });
    const [a, b, c] = [day(1, 0, 100), day(2, 1, 500), day(1, 1, 900)];
    // With weights this small nothing is clipped, so that gradients add up.
    const [ofA, ofB, ofC, none] = [[a], [b], [c], []].map((list) => sumOf(daysIn(list), days, 0.1));
    const together = sumOf(daysIn([a, b, c]), persons, 0.1);
    const scale = persons.grid / days.grid;
    together.forEach((sum, p) => expect(Math.abs(sum - none[p] - scale * ((ofA[p] + ofC[p]) / 2 + ofB[p] - 2 * none[p]))).toBeLessThan(6));
  });

  it('does not count an image of another size, a class that there is not, or a day with a gap where none may be', () => {
    const odd: NetworkRecords = { kind: 'image', records: Sensitive.of([{ label: 0, pixels: new Uint8Array(255) }, { label: 2, pixels: new Uint8Array(256) }]) };
    expect(sumOf(odd, images)).toEqual(sumOf(imagesIn([]), images));
    expect(sumOf(daysIn([{ patient: 0, weekend: 2, values: new Array<number>(8).fill(40) }]), days)).toEqual(sumOf(daysIn([]), days));
  });
});
