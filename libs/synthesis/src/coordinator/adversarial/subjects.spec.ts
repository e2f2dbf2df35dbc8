import { parameterCount } from '@commonward/networks/architectures';
import { tableLayout } from '@commonward/schema';
import { describe, expect, it } from '@jest/globals';
import { aDictionary, testUniform } from '../../../test/simulated-table.js';
import { rowLength } from '../../plan/index.js';
import { aSeriesDictionary } from '../../plan/scores/a-scores-study.fixture.js';
import { anImageDictionary } from '../../plan/spectrum/a-spectrum-study.fixture.js';
import { drawnBatch } from './drawn-batch.js';
import { subjectOf } from './subject-of.js';

const dictionaries = { images: anImageDictionary({ image: { height: 4, width: 8 } }), days: aSeriesDictionary({ steps: 4, missing: true }), records: aDictionary() };
const some = (length: number, size: number, seed = 3): Float64Array => {
  const uniform = testUniform(seed);
  return Float64Array.from({ length }, () => size * (2 * uniform() - 1));
};
const CLASSES = Uint8Array.of(0, 1, 1);
/** The same random numbers at every call. */
const batchOf = (what: keyof typeof dictionaries, parameters: Float64Array) => [...drawnBatch(subjectOf(dictionaries[what]), parameters, { classes: CLASSES, uniform: testUniform(9) })];

describe.each(['images', 'days'] as const)('the generator of %s', (what) => {
  const { generator } = subjectOf(dictionaries[what]);
  const parameters = some(parameterCount(generator), 0.2);
  const length = rowLength(dictionaries[what]);

  it('makes rows of the discriminator, between -1 and 1, that end in the class that it was told', () => {
    for (const size of [1, 40]) {
      batchOf(what, parameters.map((weight) => size * weight)).forEach(({ row }, at) => {
        expect(row).toHaveLength(length);
        expect(row.every((value) => Math.abs(value) <= 1)).toBe(true);
        expect([...row.subarray(length - 2)]).toEqual([1 - CLASSES[at], CLASSES[at]]);
      });
    }
  });

  it('passes slopes of its rows back to its weights as differences show them', () => {
    const slopes = some(length, 1, 5);
    const loss = (at: Float64Array) => batchOf(what, at).reduce((sum, { row }) => sum + row.reduce((part, value, i) => part + value * slopes[i], 0), 0);
    const gradient = new Float64Array(parameters.length);
    for (const { pullBack } of batchOf(what, parameters)) pullBack(slopes, gradient);
    const step = 1e-5;
    const everySo = Math.ceil(parameters.length / 150);
    for (let p = 0; p < parameters.length; p += everySo) {
      const difference = (loss(parameters.with(p, parameters[p] + step)) - loss(parameters.with(p, parameters[p] - step))) / (2 * step);
      expect(Math.abs(gradient[p] - difference)).toBeLessThan(1e-6);
    }
    expect(gradient.some((slope) => Math.abs(slope) > 0.1)).toBe(true);
  });
});

describe('the generator of days', () => {
  it('passes slopes on at the ends of the range too, so that a day can find its way back', () => {
    const { generator } = subjectOf(dictionaries.days);
    const [{ row, pullBack }] = batchOf('days', some(parameterCount(generator), 1));
    const atTheEnd = row.map((value, at) => Number(at < row.length - 2 && Math.abs(value) === 1));
    expect(atTheEnd).toContain(1);
    const gradient = new Float64Array(parameterCount(generator));
    pullBack(atTheEnd, gradient);
    expect(gradient.some((slope) => Math.abs(slope) > 0.01)).toBe(true);
  });
});

describe('the generator of records', () => {
  const { sizes, offsets, target } = tableLayout(dictionaries.records);
  const { rowOf } = subjectOf(dictionaries.records);
  const drawnColumns = [...sizes.keys()].filter((column) => column !== target);
  const logits = some(drawnColumns.reduce((sum, column) => sum + sizes[column], 0), 1);

  it('draws one cell of each column, and the target that it was told', () => {
    const { row } = rowOf(logits, { drawn: 1, uniform: testUniform(4) });
    sizes.forEach((size, column) => expect(row.subarray(offsets[column], offsets[column] + size).filter((bit) => bit === 1)).toHaveLength(1));
    expect(row[offsets[target] + 1]).toBe(1);
  });

  it('draws each cell as often as the softmax of its logits', () => {
    const uniform = testUniform(8);
    const [column] = drawnColumns;
    const [draws, cells] = [4000, sizes[column]];
    const counts = new Float64Array(cells);
    for (let draw = 0; draw < draws; draw++) rowOf(logits, { drawn: 0, uniform }).row.subarray(offsets[column], offsets[column] + cells).forEach((bit, cell) => (counts[cell] += bit));
    const exps = Array.from(logits.subarray(0, cells), Math.exp);
    const total = exps.reduce((sum, x) => sum + x, 0);
    exps.forEach((x, cell) => expect(Math.abs(counts[cell] / draws - x / total)).toBeLessThan(5 * Math.sqrt((x / total) * (1 - x / total) / draws)));
  });

  it('passes slopes back as if the drawn cells were the smooth ones', () => {
    const slopes = some(offsets[sizes.length], 1, 6);
    const ofDrawn = drawnColumns.flatMap((column) => [...slopes.subarray(offsets[column], offsets[column] + sizes[column])]);
    const uniform = testUniform(4);
    const noise = logits.map(() => -Math.log(-Math.log(uniform())));
    const smoothLoss = (at: Float64Array) => {
      let [from, loss] = [0, 0];
      for (const column of drawnColumns) {
        const exps = Array.from({ length: sizes[column] }, (_, cell) => Math.exp((at[from + cell] + noise[from + cell]) / 0.7));
        const total = exps.reduce((sum, x) => sum + x, 0);
        exps.forEach((x, cell) => (loss += (x / total) * ofDrawn[from + cell]));
        from += sizes[column];
      }
      return loss;
    };
    const back = rowOf(logits, { drawn: 1, uniform: testUniform(4) }).pullBack(slopes);
    back.forEach((slope, at) => expect(Math.abs(slope - (smoothLoss(logits.with(at, logits[at] + 1e-6)) - smoothLoss(logits.with(at, logits[at] - 1e-6))) / 2e-6)).toBeLessThan(1e-6));
  });
});
