import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeTable, parseDictionary, readTable, tableLayout } from '@commonward/schema';
import { associations, cramersV } from './association.js';

const folder = new URL('../../../../test/vectors/metrics/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const reference = JSON.parse(read('association.json')) as {
  tables: { counts: number[][]; cramersV: number }[];
  twoByTwo: { counts: number[][]; cramersV: number }[];
  wine: Record<'real' | 'synth', Record<string, number>>;
};

const someCounts = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([r, c]) => fc.array(fc.array(fc.nat({ max: 30 }), { minLength: c, maxLength: c }), { minLength: r, maxLength: r }));
const transposed = (counts: readonly (readonly number[])[]): number[][] => counts[0].map((_, k) => counts.map((row) => row[k]));

describe('cramersV', () => {
  it.each([...reference.tables, ...reference.twoByTwo])('is $cramersV, as the reference has it', ({ counts, cramersV: expected }) => {
    expect(cramersV(counts)).toBeCloseTo(expected, 12);
  });

  it('lies between 0 and 1, and does not depend on which column is called first nor on empty cells at the margin', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const v = cramersV(counts);
        expect(v >= 0 && v <= 1).toBe(true);
        expect(cramersV(transposed(counts))).toBeCloseTo(v, 12);
        expect(cramersV([...counts.map((row) => [...row, 0]), counts[0].map(() => 0).concat(0)])).toBeCloseTo(v, 12);
      }),
    );
  });

  it('is 0 where no record varies or every record is one of its kind', () => {
    expect([[[5, 7]], [[0, 0]], [[1]], [[1, 0], [0, 1]]].map(cramersV)).toEqual([0, 0, 0, 0]);
  });

  it('is 1 where one column determines the other', () => {
    expect(cramersV([[9, 0, 0], [0, 4, 0], [0, 0, 8]])).toBeCloseTo(1, 12);
  });
});

describe('associations', () => {
  const categories: Record<string, string[]> = { cultivar: ['A', 'B', 'C'], hue_band: ['low', 'mid', 'high'], strong: ['no', 'yes'] };
  const names = Object.keys(categories);
  const columns = names.map((name) => ({ name, type: 'categorical', categories: categories[name], missing: [], other: false }));
  const dictionary = parseDictionary({ text: JSON.stringify({ name: 'wine', kind: 'table', unit: 'patient', target: 'strong', columns }), file: 'wine.json' });

  it.each(['real', 'synth'] as const)('has the reference value for every pair of columns, in both places, and 1 for a column with itself (%s)', (name) => {
    const { table } = readTable({ text: read(`wine-${name}.csv`), file: name, dictionary });
    const matrix = associations(encodeTable(table, dictionary), tableLayout(dictionary));
    names.forEach((_, i) => expect(matrix[i][i]).toBeCloseTo(1, 12));
    for (const [pair, expected] of Object.entries(reference.wine[name])) {
      const [i, j] = pair.split('|').map((column) => names.indexOf(column));
      expect(matrix[i][j]).toBeCloseTo(expected, 12);
      expect(matrix[j][i]).toBe(matrix[i][j]);
    }
  });
});
