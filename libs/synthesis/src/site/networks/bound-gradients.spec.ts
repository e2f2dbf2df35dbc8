import { BatchedNetwork } from '@commonward/networks';
import { discreteGaussian, Sensitive, type Bounded, type RandomSource } from '@commonward/privacy';
import { tableLayout, type EncodedTable } from '@commonward/schema';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startBackend } from '../../../../networks/src/a-backend.fixture.js';
import { simulatedPatients, testUniform } from '../../../test/simulated-table.js';
import { clippedMeanSlopes } from '../../coordinator/adversarial/clipped-mean-slopes.js';
import { aGradientsPlan } from '../../../test/a-gradients-study.js';
import { clippedParts, discriminatorOf, gradientLength, weightsText, type GradientsPlan } from '../../plan/index.js';
import { boundClasses } from '../bound-classes.js';
import type { NetworkRecords } from '../shown-records.js';
import { boundGradients } from './index.js';

const first = aGradientsPlan();
const layout = tableLayout(first.dictionary);
const columns = layout.sizes.length;
const uniform = testUniform(11);
const weights = Float32Array.from({ length: gradientLength(first) }, () => uniform() - 0.5);
const step = (size = 1): GradientsPlan => ({ ...first, part: { name: 'step', step: 1, weights: weightsText(weights.map((weight) => size * weight)) } });

let batched: BatchedNetwork;
beforeAll(async () => {
  await startBackend('cpu');
  batched = BatchedNetwork.checked({ network: discriminatorOf(first), features: layout.cells, microbatch: 8 });
});

/** Noise of which every draw is the same, so that two releases differ by their sums. */
const same = (): RandomSource => ({ fill: (words) => words.forEach((_, i) => (words[i] = Math.imul(i + 1, 2654435761) >>> 0)) });
const released = (bounded: Bounded<Int32Array>): number[] => [...discreteGaussian(bounded, { variances: bounded.blocks.map(() => 1), random: same() }).value];
const sumOf = (records: readonly EncodedTable[], plan = step()): number[] => released(boundGradients(tablesOf(records), plan, batched));
const tablesOf = (records: readonly EncodedTable[]): NetworkRecords => ({ kind: 'table', records: Sensitive.of(records) });
const noiseAlone = (plan = step()): number[] => sumOf([], plan);
const table = (codes: readonly number[]): EncodedTable => ({ rows: codes.length / columns, codes: Uint8Array.from(codes) });

describe('what a site releases in a step of a neural discriminator', () => {
  it('is the sum of its patients’ clipped gradients, as the coordinator computes those of synthetic records', () => {
    const patients = simulatedPatients(40, 3);
    const rows = Array.from({ length: 40 }, () => new Float64Array(layout.cells));
    patients.codes.forEach((cell, at) => (rows[Math.floor(at / columns)][layout.offsets[at % columns] + cell] = 1));
    for (const size of [1, 8]) {
      const expected = clippedMeanSlopes({ parameters: Float64Array.from(weights, (weight) => size * weight), network: discriminatorOf(first) }, rows, { shown: 'real', parts: clippedParts(first) });
      const noise = noiseAlone(step(size));
      // Every patient's gradient is truncated on the grid: one step for each, and float32 beside it.
      sumOf([patients], step(size)).forEach((sum, p) => expect(Math.abs(sum - noise[p] - 40 * first.grid * expected[p])).toBeLessThan(50));
    }
  });

  it('moves by at most the clipping norm, in exact integers, when one patient joins, wherever the records are cut', () => {
    const aRecord = fc.tuple(...[...layout.sizes].map((size) => fc.nat(size)));
    fc.assert(
      fc.property(fc.array(aRecord, { maxLength: 12 }), aRecord, fc.nat(12), fc.constantFrom(1, 30), (others, joining, at, size) => {
        const [without, together] = [others, others.toSpliced(at, 0, joining)].map((all) => sumOf([table(all.slice(0, 5).flat()), table(all.slice(5).flat())], step(size)));
        const moved = together.reduce((sum, x, p) => sum + BigInt(x - without[p]) ** 2n, 0n);
        expect(moved <= BigInt(first.grid) ** 2n).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('does not count a record with a cell outside the dictionary', () => {
    const [good, bad] = [[0, 0, 0, 0, 0], [0, 0, 9, 0, 0]];
    expect(sumOf([table([...good, ...bad])])).toEqual(sumOf([table(good)]));
    expect(sumOf([table(bad)])).toEqual(noiseAlone());
  });

  it('says what it claims of itself: one block, at the norm of the plan', () => {
    const { blocks, adjacency } = boundGradients(tablesOf([]), step(), batched);
    expect(blocks.map(({ length, squaredSensitivity }) => [length, squaredSensitivity])).toEqual([[gradientLength(first), first.grid ** 2]]);
    expect(adjacency).toBe('add-or-remove-one');
  });

  it('is not asked for by the plan of the first round, which counts each class once for every patient', () => {
    expect(() => boundGradients(tablesOf([]), first, batched)).toThrow('A plan of the round "classes" has no weights');
    const patients = simulatedPatients(30, 4);
    const ill = Array.from({ length: 30 }, (_, row) => patients.codes[row * columns + layout.target]).reduce((sum, one) => sum + one, 0);
    const noise = released(boundClasses(tablesOf([]), first));
    const counted = released(boundClasses(tablesOf([patients, table([0, 0, 9, 0, 1])]), first));
    expect(counted.map((count, cell) => (count - noise[cell]) / first.grid)).toEqual([30 - ill, ill]);
  });
});
