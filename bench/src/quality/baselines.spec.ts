import { describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import { independentColumns, shuffledTarget } from './baselines.js';

const dictionary = parseDictionary({
  text: JSON.stringify({
    name: 'd', kind: 'table', unit: 'patient', target: 'ill',
    columns: [
      { name: 'age', type: 'numeric', min: 0, max: 100, missing: [] },
      { name: 'weight', type: 'numeric', min: 0, max: 100, missing: [] },
      { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
    ],
  }),
  file: 'd.json',
});
const rows = 100;
const ages = Float64Array.from({ length: rows }, (_, row) => row);
const table = { rows, columns: [ages, ages, ages.map((age) => Number(age >= 50))] };
const sorted = (values: Float64Array): Float64Array => Float64Array.from(values).sort();
const agreeing = (a: Float64Array, b: Float64Array): number => a.filter((value, row) => value === b[row]).length;

describe('independentColumns', () => {
  const { columns } = independentColumns(table, 1);

  it('keeps the values of every column', () => {
    columns.forEach((values, j) => expect(sorted(values)).toEqual(sorted(table.columns[j])));
  });

  it('breaks the relation between any two columns', () => {
    expect(agreeing(columns[0], columns[1])).toBeLessThan(10);
    expect(agreeing(columns[0].map((age) => Number(age >= 50)), columns[2])).toBeLessThan(70);
  });
});

describe('shuffledTarget', () => {
  it('moves nothing but the target', () => {
    const { columns } = shuffledTarget(table, dictionary, 1);
    expect(columns.slice(0, 2)).toEqual(table.columns.slice(0, 2));
    expect(sorted(columns[2])).toEqual(sorted(table.columns[2]));
    expect(agreeing(columns[2], table.columns[2])).toBeLessThan(70);
  });
});
