import { seededRandom } from '@commonward/evaluation';
import { decodeTable, encodeTable, tableLayout, type Column, type DataDictionary, type RecordTable } from '@commonward/schema';
import type { PeerView } from './peer-methods.js';

/** Columns as they travel as JSON; null is a missing value. */
export type PeerColumns = readonly (readonly (number | null)[])[];

/** A table as a peer sees it, and the way back from what the peer drew. */
export interface PeerForm {
  /** What the peer is told of the columns: all of it is in the public dictionary. */
  readonly about: object;
  readonly columns: PeerColumns;
  readonly back: (drawn: PeerColumns) => RecordTable;
}

/** @param seed of the values within their cells, where the peer drew cells */
export function peerForm(view: PeerView, { table, dictionary, seed }: { table: RecordTable; dictionary: DataDictionary; seed: number }): PeerForm {
  const random = seededRandom(seed);
  switch (view) {
    case 'values':
      return {
        about: { columns: dictionary.columns.map(({ type, missing }) => ({ type, missing: missing.length > 0 })) },
        columns: table.columns.map((values) => Array.from(values, (value) => (Number.isNaN(value) ? null : value))),
        back: (drawn) => tableOf(drawn.map((values, j) => Float64Array.from(values, (value) => withinColumn(value, dictionary.columns[j])))),
      };
    case 'cells':
      return {
        about: { sizes: [...tableLayout(dictionary).sizes] },
        columns: codeColumns(table, dictionary),
        back: (drawn) => decodeTable({ encoded: rowMajor(drawn), dictionary, uniform: () => random.uniform() }),
      };
  }
}

/** What the dictionary makes of a number that somebody drew: within the bounds, with as many decimals as values have. */
function withinColumn(value: number | null, column: Column): number {
  if (value === null) return NaN;
  if (column.type === 'categorical') return value;
  const bounded = Math.min(column.max, Math.max(column.min, value));
  if (column.integer) return Math.round(bounded) + 0;
  return column.decimals === null ? bounded : Number(bounded.toFixed(column.decimals)) + 0;
}

function codeColumns(table: RecordTable, dictionary: DataDictionary): number[][] {
  const { rows, codes } = encodeTable(table, dictionary);
  const width = dictionary.columns.length;
  return dictionary.columns.map((_, j) => Array.from({ length: rows }, (_row, row) => codes[row * width + j]));
}

function rowMajor(columns: PeerColumns): { rows: number; codes: Uint8Array } {
  const rows = columns[0].length;
  const codes = new Uint8Array(rows * columns.length);
  columns.forEach((values, j) => values.forEach((code, row) => (codes[row * columns.length + j] = Number(code))));
  return { rows, codes };
}

const tableOf = (columns: readonly Float64Array[]): RecordTable => ({ rows: columns[0].length, columns });
