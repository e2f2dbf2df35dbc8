import { describe, expect, it } from '@jest/globals';
import { encodeTable, parseDictionary, readTable, tableLayout } from '@commonward/schema';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { readFileSync } from 'node:fs';
import { correlationDistance, pearson } from './correlation.js';
import { fidelity } from './fidelity.js';
import { totalVariation } from './total-variation.js';

const folder = new URL('../../../../test/vectors/metrics/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const reference = JSON.parse(read('fidelity.json')) as {
  numerical: string[];
  categorical: string[];
  TVComplement: Record<string, number>;
  ContingencySimilarity: Record<string, number>;
  CorrelationSimilarity: { Pearson: Record<string, number> };
  NewRowSynthesis_breakdown: { num_matched_rows: number };
  pearson: { real: number[][] };
};
const [real, synthetic] = ['wine-real.csv', 'wine-synth.csv'].map((file) => tableOf(read(file), wine([...reference.numerical, ...reference.categorical])));

function wine(names: string[]): DataDictionary {
  const categories: Record<string, string[]> = { cultivar: ['A', 'B', 'C'], hue_band: ['low', 'mid', 'high'], strong: ['no', 'yes'] };
  const columns = names.map((name) =>
    name in categories
      ? { name, type: 'categorical', categories: categories[name], missing: [], other: false }
      : { name, type: 'numeric', min: 0, max: 2000, missing: [] },
  );
  const dictionary = { name: 'wine', kind: 'table', unit: 'patient', target: names[names.length - 1], columns };
  return parseDictionary({ text: JSON.stringify(dictionary), file: 'wine.json' });
}

function tableOf(text: string, dictionary: DataDictionary): RecordTable {
  return readTable({ text, file: 'wine.csv', dictionary }).table;
}

/** The wine tables with only the named columns. */
function columnsOf(names: string[]): { dictionary: DataDictionary; ours: RecordTable; theirs: RecordTable } {
  const dictionary = wine(names);
  return { dictionary, ours: tableOf(read('wine-synth.csv'), dictionary), theirs: tableOf(read('wine-real.csv'), dictionary) };
}

describe('totalVariation', () => {
  it.each(Object.keys(reference.ContingencySimilarity))("is one minus SDMetrics' similarities for %s", (pair) => {
    const names = pair.split('|');
    const { dictionary, ours, theirs } = columnsOf(names);
    const { tv1, tv2 } = totalVariation(encodeTable(ours, dictionary), encodeTable(theirs, dictionary), tableLayout(dictionary));
    expect(tv1).toBeCloseTo(1 - (reference.TVComplement[names[0]] + reference.TVComplement[names[1]]) / 2, 12);
    expect(tv2).toBeCloseTo(1 - reference.ContingencySimilarity[pair], 12);
  });
});

describe('pearson', () => {
  it("is pandas' for every pair of numeric columns", () => {
    reference.numerical.forEach((_, i) => {
      for (let j = 0; j < i; j++) expect(pearson(real.columns[i], real.columns[j])).toBeCloseTo(reference.pearson.real[i][j], 11);
    });
  });

  it('leaves out rows in which either value is missing', () => {
    expect(pearson(Float64Array.of(1, 2, NaN, 4), Float64Array.of(2, 4, 9, NaN))).toBeCloseTo(1, 12);
  });

  it.each([
    ['a column is constant', [1, 1, 1], [1, 2, 3]],
    ['no row has both values', [NaN, 1], [1, NaN]],
  ])('is zero where %s', (_, a, b) => {
    expect(pearson(Float64Array.from(a), Float64Array.from(b))).toBe(0);
  });
});

describe('correlationDistance', () => {
  it.each(Object.keys(reference.CorrelationSimilarity.Pearson))("is twice one minus SDMetrics' correlation similarity for %s", (pair) => {
    const names = [...pair.split('|'), 'strong'];
    const { dictionary, ours, theirs } = columnsOf(names);
    const numeric = { ...dictionary, columns: dictionary.columns.slice(0, 2) };
    expect(correlationDistance(ours, theirs, numeric)).toBeCloseTo(2 * (1 - reference.CorrelationSimilarity.Pearson[pair]), 11);
  });

  it('takes category codes as numbers where all are, and as positions where not', () => {
    const aDictionary = (codes: string[]): DataDictionary => {
      const columns = [
        { name: 'x', type: 'numeric', min: 0, max: 9, missing: [] },
        { name: 'c', type: 'categorical', categories: codes, missing: [''] },
      ];
      return parseDictionary({ text: JSON.stringify({ name: 'd', kind: 'table', unit: 'patient', target: 'c', columns }), file: 'd.json' });
    };
    const line = { rows: 3, columns: [Float64Array.of(3, 6, 7), Float64Array.of(0, 1, 2)] };
    const flat = { rows: 3, columns: [Float64Array.of(3, 6, 7), Float64Array.of(0, 0, 0)] };
    expect(correlationDistance(line, flat, aDictionary(['3', '6', '7']))).toBeCloseTo(1, 12);
    expect(correlationDistance(line, flat, aDictionary(['a', 'b', 'c']))).toBeCloseTo(0.9608, 4);
  });
});

describe('fidelity', () => {
  it('counts the rows that are exact copies of real rows', () => {
    const dictionary = wine([...reference.numerical, ...reference.categorical]);
    expect(fidelity({ synthetic, real, dictionary }).copies).toBe(reference.NewRowSynthesis_breakdown.num_matched_rows);
  });

  it('finds no distance between a table and itself', () => {
    const dictionary = wine([...reference.numerical, ...reference.categorical]);
    expect(fidelity({ synthetic: real, real, dictionary })).toMatchObject({ tv1: 0, tv2: 0, corr: 0, copies: real.rows });
  });
});
