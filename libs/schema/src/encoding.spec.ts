import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeTable, encodeTable, parseDictionary, readTable, tableCsv, tableLayout, type DataDictionary } from './index.js';

function dictionaryOf(columns: readonly object[]): DataDictionary {
  const target = { name: 'disease', type: 'categorical', categories: [0, 1], missing: null };
  const text = JSON.stringify({ name: 'x', kind: 'table', unit: 'patient', target: 'disease', columns: [...columns, target] });
  return parseDictionary({ text, file: 'dictionary.json' });
}

const age = { name: 'age', type: 'numeric', min: 18, max: 100, bins: [20, 28, 36, 84], missing: null, integer: true };
const oldpeak = { name: 'oldpeak', type: 'numeric', min: -5, max: 10, bins: [-3, 0.05, 0.55, 1.05, 7], missing: ['', '?'], spikes: [0], decimals: 1 };
const sex = { name: 'sex', type: 'categorical', categories: [0, 1], missing: null };
const thal = { name: 'thal', type: 'categorical', categories: [3, 6, 7], missing: ['', '?'] };
const heartLike = dictionaryOf([age, oldpeak, sex, thal]);

const anyColumn = fc.oneof(
  fc
    .record({
      low: fc.integer({ min: -1000, max: 1000 }),
      widths: fc.array(fc.double({ min: 1, max: 50, noNaN: true }), { minLength: 1, maxLength: 12 }),
      integer: fc.boolean(),
      decimals: fc.option(fc.integer({ min: 0, max: 4 })),
      missing: fc.constantFrom(null, '', ['?', 'NA']),
      inside: fc.boolean(),
    })
    .map(({ low, widths, integer, decimals, missing, inside }) => {
      const bins = widths.reduce((edges, width) => [...edges, edges[edges.length - 1] + width], [low]);
      const last = bins[bins.length - 1];
      // Every bin of width 1 or more holds a whole number, unless a bound cuts it.
      const bounds = inside ? { min: low, max: last } : { min: low - 5, max: last + 5 };
      return { type: 'numeric', bins, integer, decimals, missing, ...bounds };
    }),
  fc
    .record({ count: fc.integer({ min: 1, max: 12 }), missing: fc.constantFrom(null, '?'), other: fc.boolean() })
    .map(({ count, ...rest }) => ({ type: 'categorical', categories: Array.from({ length: count }, (_, i) => `c${i}`), ...rest })),
);

const anyTable = fc
  .tuple(fc.array(anyColumn, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 40 }), fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })))
  .map(([columns, rows, draws]) => {
    const dictionary = dictionaryOf(columns.map((column, j) => ({ ...column, name: `x${j}` })));
    const uniform = () => draws.next().value as number;
    const { sizes } = tableLayout(dictionary);
    const codes = Uint8Array.from({ length: rows * sizes.length }, (_, i) => Math.floor(uniform() * sizes[i % sizes.length]));
    return { dictionary, encoded: { rows, codes }, uniform };
  });

describe('tableLayout', () => {
  it('puts value cells first, then other, then missing', () => {
    const layout = tableLayout(heartLike);
    expect(layout.columns).toEqual([
      { name: 'age', size: 3, values: 3, otherCell: null, missingCell: null },
      { name: 'oldpeak', size: 5, values: 4, otherCell: null, missingCell: 4 },
      { name: 'sex', size: 3, values: 2, otherCell: 2, missingCell: null },
      { name: 'thal', size: 4, values: 3, otherCell: null, missingCell: 3 },
      { name: 'disease', size: 2, values: 2, otherCell: null, missingCell: null },
    ]);
    expect({ sizes: [...layout.sizes], offsets: [...layout.offsets], cells: layout.cells, target: layout.target }).toEqual({
      sizes: [3, 5, 3, 4, 2],
      offsets: [0, 3, 8, 11, 15, 17],
      cells: 17,
      target: 4,
    });
  });
});

describe('encodeTable', () => {
  it('puts a value on an edge into the bin above it, and values beyond the edges into the first or last bin', () => {
    const values = [18, 20, 27.9, 28, 36, 84, 100];
    const other = values.map(() => 0);
    const columns = [values, values.map(() => NaN), other, other, other].map((column) => Float64Array.from(column));
    const { codes } = encodeTable({ rows: values.length, columns }, heartLike);
    expect(values.map((_, row) => codes[row * 5])).toEqual([0, 0, 0, 1, 2, 2, 2]);
  });

  it('shares the missing cell with unknown categories, or gives them a cell of their own', () => {
    const row = [20, NaN, 2, 3, 1].map((value) => Float64Array.of(value));
    expect([...encodeTable({ rows: 1, columns: row }, heartLike).codes]).toEqual([0, 4, 2, 3, 1]);
  });

  it('refuses a missing value where the dictionary knows none', () => {
    const row = [NaN, NaN, 0, 0, 0].map((value) => Float64Array.of(value));
    expect(() => encodeTable({ rows: 1, columns: row }, heartLike)).toThrow(new RangeError('column "age" has no cell for a missing value'));
  });
});

describe('decodeTable', () => {
  it('gives values that encode to the same cells', () => {
    fc.assert(
      fc.property(anyTable, ({ dictionary, encoded, uniform }) => {
        const decoded = decodeTable({ encoded, dictionary, uniform });
        expect(encodeTable(decoded, dictionary).codes).toEqual(encoded.codes);
      }),
    );
  });

  it('gives values within the public bounds, whole or with the decimals that the column asks for', () => {
    fc.assert(
      fc.property(anyTable, ({ dictionary, encoded, uniform }) => {
        const { columns } = decodeTable({ encoded, dictionary, uniform });
        dictionary.columns.forEach((column, j) => {
          if (column.type === 'categorical') return;
          const decimals = column.integer ? 0 : (column.decimals ?? 100);
          for (const value of columns[j].filter((v) => !Number.isNaN(v))) {
            expect(value).toBeGreaterThanOrEqual(column.min);
            expect(value).toBeLessThanOrEqual(column.max);
            expect(decimals > 20 || Number(value.toFixed(decimals)) === value).toBe(true);
          }
        });
      }),
    );
  });

  it('draws the whole numbers of a bin equally often, the last edge included', () => {
    const dictionary = dictionaryOf([{ ...age, min: 0, max: 4, bins: [0, 2, 4] }]);
    const draws = Array.from({ length: 300 }, (_, i) => i / 300);
    const ages = (cell: number) => {
      const codes = Uint8Array.from(draws.flatMap(() => [cell, 0]));
      const rest = [...draws];
      const { columns } = decodeTable({ encoded: { rows: 300, codes }, dictionary, uniform: () => rest.shift() ?? NaN });
      return [...columns[0]].reduce<Record<string, number>>((counts, v) => ({ ...counts, [v]: (counts[v] ?? 0) + 1 }), {});
    };
    expect(ages(0)).toEqual({ 0: 150, 1: 150 });
    expect(ages(1)).toEqual({ 2: 100, 3: 100, 4: 100 });
  });

  it('decodes a spike bin to its value, without a draw', () => {
    const codes = Uint8Array.from([0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    let draws = 0;
    const uniform = () => ((draws += 1), 0);
    const { columns } = decodeTable({ encoded: { rows: 2, codes }, dictionary: heartLike, uniform });
    expect([...columns[1]]).toEqual([0, 0.1]);
    expect(draws).toBe(3);
  });

  it('decodes other to the number of categories, and missing to NaN', () => {
    const codes = Uint8Array.from([0, 4, 2, 3, 0]);
    const { columns } = decodeTable({ encoded: { rows: 1, codes }, dictionary: heartLike, uniform: () => 0 });
    expect(columns.map(([value]) => value)).toEqual([20, NaN, 2, NaN, 0]);
  });

  it('refuses a cell that does not exist', () => {
    const encoded = { rows: 1, codes: Uint8Array.from([3, 0, 0, 0, 0]) };
    expect(() => decodeTable({ encoded, dictionary: heartLike, uniform: () => 0 })).toThrow(RangeError);
  });
});

describe('tableCsv', () => {
  it('writes codes, numbers as short as they are, other, and empty cells for missing values', () => {
    const columns = [
      [63, 20],
      [0.3, NaN],
      [1, 2],
      [2, NaN],
      [1, 0],
    ].map((column) => Float64Array.from(column));
    expect(tableCsv({ rows: 2, columns }, heartLike)).toBe('age,oldpeak,sex,thal,disease\n63,0.3,1,7,1\n20,,other,,0\n');
  });

  it('makes cells safe that a spreadsheet could take for a formula, but leaves numbers alone', () => {
    const codes = ['=1+1', '+', '-x', '@a', '-1', 'a,"b"'];
    const dictionary = dictionaryOf([{ ...sex, name: '=grade', categories: codes }]);
    const columns = [codes.map((_, i) => i), codes.map(() => 0)].map((column) => Float64Array.from(column));
    const text = tableCsv({ rows: codes.length, columns }, dictionary);
    expect(text).toBe(`'=grade,disease\n'=1+1,0\n'+,0\n'-x,0\n'@a,0\n-1,0\n"a,""b""",0\n`);
    expect(readTable({ text, file: 'data.csv', dictionary })).toEqual({ table: { rows: codes.length, columns }, findings: [] });
  });

  it('is read back to the same table, without findings', () => {
    fc.assert(
      fc.property(anyTable, ({ dictionary, encoded, uniform }) => {
        const table = decodeTable({ encoded, dictionary, uniform });
        const { table: read, findings } = readTable({ text: tableCsv(table, dictionary), file: 'data.csv', dictionary });
        expect(read).toEqual(table);
        expect(findings.filter(() => table.rows > 0)).toEqual([]);
      }),
    );
  });
});
