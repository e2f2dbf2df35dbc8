import { binOf } from './bins.js';
import type { Column, DataDictionary } from './dictionary.js';
import { columnCells } from './layout.js';
import type { EncodedTable, RecordTable } from './table.js';

/**
 * Turns records into cells, using nothing but the public dictionary.
 * @throws RangeError if a column holds a missing value or an unknown category for which it has no cell, or has another
 * number of columns than the dictionary
 */
export function encodeTable(table: RecordTable, dictionary: DataDictionary): EncodedTable {
  const width = dictionary.columns.length;
  if (table.columns.length !== width) throw new RangeError(`the table must have ${width} columns, as the dictionary has`);
  const codes = new Uint8Array(table.rows * width);
  dictionary.columns.forEach((column, j) => {
    const cellOf = cellFinder(column);
    table.columns[j].forEach((value, row) => (codes[row * width + j] = cellOf(value)));
  });
  return { rows: table.rows, codes };
}

const CHUNK_ROWS = 4096;

/** Encodes records as they come, in chunks of at most 4096. @param records [J] values each, as a RecordTable holds them */
export function* encodedChunks(records: Iterable<Float64Array>, dictionary: DataDictionary): Iterable<EncodedTable> {
  const finders = dictionary.columns.map(cellFinder);
  const width = finders.length;
  const codes = new Uint8Array(CHUNK_ROWS * width);
  let rows = 0;
  for (const values of records) {
    for (let j = 0; j < width; j += 1) codes[rows * width + j] = finders[j](values[j]);
    rows += 1;
    if (rows === CHUNK_ROWS) {
      yield { rows, codes: codes.slice() };
      rows = 0;
    }
  }
  if (rows > 0) yield { rows, codes: codes.slice(0, rows * width) };
}

/**
 * The cell of a value of one column, as a RecordTable holds it.
 * @throws RangeError, when it is used, for a missing value or an unknown category for which the column has no cell
 */
export function cellFinder(column: Column): (value: number) => number {
  const { values, otherCell, missingCell } = columnCells(column);
  const required = (cell: number | null, what: string): number => {
    if (cell === null) throw new RangeError(`column "${column.name}" has no cell for ${what}`);
    return cell;
  };
  return (value) => {
    if (Number.isNaN(value)) return required(missingCell, 'a missing value');
    if (column.type === 'numeric') return binOf(column.edges, value);
    return value < values ? value : required(otherCell ?? missingCell, 'an unknown category');
  };
}
