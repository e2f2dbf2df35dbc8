import { tableLayout } from '@commonward/schema';
import type { EncodedTable } from '@commonward/schema';
import { planBlocks } from './blocks.js';
import type { PairsPlan } from './training-plan.js';

export function* rowsOf(chunks: Iterable<EncodedTable>, columns: number): Iterable<Uint8Array> {
  for (const { rows, codes } of chunks) {
    for (let row = 0; row < rows; row++) yield codes.subarray(row * columns, (row + 1) * columns);
  }
}

/**
 * The cell of every table that a record adds to: start + a · record[first] + b · record[second], where b is 0 for a table of one column.
 *
 * It answers in the same array for every record, and looks nothing up: a million records have a billion cells.
 */
export function cellsOfRecord(plan: PairsPlan): (record: Uint8Array) => ArrayLike<number> | null {
  const { sizes } = tableLayout(plan.dictionary);
  const tables = planBlocks(plan).flatMap((block) => block.tables);
  const starts = Int32Array.from(tables, ({ start }) => start);
  const [first, second] = [0, 1].map((side) => Int32Array.from(tables, ({ columns }) => columns[side] ?? columns[0]));
  const a = Int32Array.from(tables, ({ columns }) => (columns.length === 2 ? sizes[columns[1]] : 1));
  const b = Int32Array.from(tables, ({ columns }) => (columns.length === 2 ? 1 : 0));
  const cells = new Int32Array(tables.length);
  return (record) => {
    if (!isWithin(record, sizes)) return null;
    for (let t = 0; t < cells.length; t += 1) cells[t] = starts[t] + a[t] * record[first[t]] + b[t] * record[second[t]];
    return cells;
  };
}

/** Whether every cell of a record is one of its column's. */
export function isWithin(record: Uint8Array, sizes: Int32Array): boolean {
  if (record.length !== sizes.length) return false;
  for (let column = 0; column < sizes.length; column += 1) if (record[column] >= sizes[column]) return false;
  return true;
}
