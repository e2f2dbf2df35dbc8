import { BatchedNetwork, parameterCount, type Network } from '@commonward/networks';
import { Sensitive, systemRandom } from '@commonward/privacy';
import type { RandomSource } from '@commonward/privacy';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { memory } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { presentBackends, startBackend } from '../../../../networks/src/a-backend.fixture.js';
import { gradientStepEvent } from '../../plan/index.js';
import type { GradientPlan } from '../../plan/index.js';
import { networkStep } from './index.js';

const network: Network = [
  { kind: 'dense', inputs: 3, outputs: 4 },
  { kind: 'leaky-relu', slope: 0.2 },
  { kind: 'dense', inputs: 4, outputs: 1 },
];
const parameters = Float32Array.from({ length: parameterCount(network) }, (_, i) => ((i * 7) % 11) / 11 - 0.4);
const batchedBy = (microbatch: number) => BatchedNetwork.checked({ network, features: 3, microbatch });

const aPlan = (changes: Partial<GradientPlan> = {}): GradientPlan => ({
  sampled: 1,
  outOf: 1,
  recordsPerPatient: 1,
  grid: 2 ** 16,
  clampTo: 2 ** 30,
  blocks: [{ length: parameters.length, clippingNorm: 2 ** 15, variance: 1 }],
  adjacency: 'add-or-remove-one',
  ...changes,
});

type Row = Float32Array | null;
const row = (...numbers: number[]) => Float32Array.from(numbers);
const step = (patients: Row[][], { plan = aPlan(), microbatch = 4, random = systemRandom }: { plan?: GradientPlan; microbatch?: number; random?: RandomSource } = {}) =>
  networkStep(Sensitive.of(patients), { plan, source: batchedBy(microbatch), parameters, rowOf: (record) => record, random });

/** Whatever was drawn before, the noise is the same: what differs between two steps is then the sum. */
const sameNoise = (): RandomSource => ({ fill: (words) => words.forEach((_, i) => (words[i] = Math.imul(i + 1, 2654435761) >>> 0)) });
const difference = (one: Int32Array, other: Int32Array) => [...one].map((x, i) => x - other[i]);
const squared = (integers: number[]) => integers.reduce((sum, x) => sum + BigInt(x) ** 2n, 0n);

const aRow = fc.array(fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(NaN, Infinity, 1e38)), { minLength: 3, maxLength: 3 }).map((numbers) => row(...numbers));
const aPatient = fc.array(fc.option(aRow), { maxLength: 3 });

describe('networkStep', () => {
  beforeAll(() => startBackend('cpu'));

  it('moves by at most the clipping norm, in exact integers, when one patient is added, whoever else is there', () => {
    fc.assert(
      fc.property(fc.array(aPatient, { maxLength: 6 }), aPatient, fc.nat(6), fc.integer({ min: 1, max: 400 }), (patients, joining, at, clippingNorm) => {
        const plan = aPlan({ recordsPerPatient: 2, blocks: [{ length: parameters.length, clippingNorm, variance: 1 }] });
        const place = Math.min(at, patients.length);
        const [without, together] = [patients, patients.toSpliced(place, 0, joining)].map((all) => step(all, { plan, random: sameNoise() }).value);
        expect(squared(difference(together, without)) <= BigInt(clippingNorm) ** 2n).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same integers however many gradients are computed at a time', () => {
    const patients = Array.from({ length: 23 }, (_, i) => [row(Math.sin(i), Math.cos(3 * i), i / 23)]);
    const sums = [2, 3, 8, 64].map((microbatch) => [...step(patients, { microbatch, random: sameNoise() }).value]);
    for (const sum of sums) expect(sum).toEqual(sums[0]);
  });

  it('gives the same integers whoever the records of a batch are of', () => {
    const records = Array.from({ length: 6 }, (_, i) => row(i / 6, 1 - i / 6, 0.5));
    const plan = aPlan({ recordsPerPatient: 2, grid: 2 ** 10, blocks: [{ length: parameters.length, clippingNorm: 2 ** 20, variance: 1 }] });
    const singles = step(records.map((record) => [record]), { plan, random: sameNoise() }).value;
    const pairs = step([0, 2, 4].map((i) => records.slice(i, i + 2)), { plan, random: sameNoise() }).value;
    // Two gradients are put on the grid together instead of each by itself: one step for each of six records at most.
    difference(pairs, singles).forEach((steps) => expect(Math.abs(steps)).toBeLessThan(6));
  });

  it('counts no record of a patient beyond those that count', () => {
    const [first, second, third] = [row(1, 0, 0), row(0, 1, 0), row(0, 0, 1)];
    expect([...step([[first, third, third], [second]], { random: sameNoise() }).value]).toEqual([...step([[first], [second]], { random: sameNoise() }).value]);
  });

  it.each<[string, Row]>([['null', null], ['too short', row(1)], ['not a number', row(1, NaN, 0)], ['infinite', row(Infinity, 0, 0)]])(
    'counts a record that is %s as zero, and no other',
    (_, unreadable) => {
      const others = [[row(1, 2, 0.5)], [row(0, -1, 2)]];
      expect([...step([others[0], [unreadable], others[1]], { random: sameNoise() }).value]).toEqual([...step(others, { random: sameNoise() }).value]);
    },
  );

  it('says of itself what its plan says', () => {
    const plan = aPlan({ sampled: 1, outOf: 3 });
    expect(step([[row(1, 2, 3)]], { plan }).event).toEqual(gradientStepEvent(plan));
  });

  it('takes a sample of nobody like any other', () => {
    expect(step([]).value).toHaveLength(parameters.length);
  });

  it.each(presentBackends)('leaves no tensor and no memory behind in a thousand steps on the backend %s', async (backend) => {
    await startBackend(backend);
    const source = batchedBy(4);
    const patients = Sensitive.of(Array.from({ length: 12 }, (_, i) => [row(Math.sin(i), 0.3, i / 12)]));
    const once = () => networkStep(patients, { plan: aPlan({ sampled: 1, outOf: 2 }), source, parameters, rowOf: (record) => record, random: systemRandom });
    once();
    const before = memory();
    for (let steps = 0; steps < 1000; steps++) once();
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numBytes).toBe(before.numBytes);
  });
});
