import { describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';
import { exactCopies, outOfDictionaryCells, ruleViolations } from './record-checks.js';

const columns = [
  { name: 'age', type: 'numeric', min: 0, max: 100, integer: true, missing: [] },
  { name: 'sex', type: 'categorical', categories: ['f', 'm'], missing: [], other: false },
  { name: 'pregnant', type: 'categorical', categories: ['no', 'yes'], missing: [''] },
];
const dictionary = aDictionary([{ columns: ['sex', 'pregnant'], values: ['m', 'yes'] }]);

function aDictionary(rules: unknown[]): DataDictionary {
  const text = JSON.stringify({ name: 'd', kind: 'table', unit: 'patient', target: 'sex', columns, rules });
  return parseDictionary({ text, file: 'd.json' });
}

function rows(...records: number[][]) {
  return { rows: records.length, columns: columns.map((_, j) => Float64Array.from(records, (record) => record[j])) };
}

describe('exactCopies', () => {
  it('counts synthetic rows, each time they occur, and takes missing as equal to missing', () => {
    const real = rows([30, 0, NaN], [40, 1, 0]);
    expect(exactCopies(rows([30, 0, NaN], [30, 0, NaN], [40, 1, NaN]), real)).toBe(2);
  });
});

describe('outOfDictionaryCells', () => {
  it('finds nothing in records that keep to the dictionary', () => {
    expect(outOfDictionaryCells(rows([0, 0, 0], [100, 1, NaN]), dictionary)).toBe(0);
  });

  it.each([
    ['a number above the bound', [101, 0, 0]],
    ['a fraction in a column of whole numbers', [1.5, 0, 0]],
    ['a missing value in a column that is never missing', [NaN, 0, 0]],
    ['a category beyond the list', [1, 2, 0]],
    ['a category that is no position', [1, 0.5, 0]],
  ])('counts %s', (_, record) => {
    expect(outOfDictionaryCells(rows(record), dictionary)).toBe(1);
  });
});

describe('ruleViolations', () => {
  it('counts the rows in which both forbidden values meet', () => {
    expect(ruleViolations(rows([1, 1, 1], [2, 1, 0], [3, 0, 1], [4, 1, 1]), dictionary)).toBe(2);
  });

  it('counts a row for a rule of three columns only if all three codes meet', () => {
    const rule = { ...dictionary, rules: [{ columns: ['sex', 'pregnant', 'sex2'], values: ['f', 'no', 'f'] }] };
    const wide = { ...rule, columns: [...dictionary.columns, { ...dictionary.columns[1], name: 'sex2' }] };
    const both = { rows: 3, columns: [[1, 2, 3], [0, 0, 1], [0, 0, 0], [0, 1, 0]].map((values) => Float64Array.from(values)) };
    expect(ruleViolations(both, wide)).toBe(1);
  });

  it('reads an empty value as missing', () => {
    const rule = aDictionary([{ columns: ['sex', 'pregnant'], values: ['f', ''] }]);
    expect(ruleViolations(rows([1, 0, NaN], [2, 1, NaN], [3, 0, 0]), rule)).toBe(1);
  });
});
