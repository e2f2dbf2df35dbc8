import { decodeTable, tableLayout } from '@commonward/schema';
import type { DataDictionary, EncodedTable, RecordTable } from '@commonward/schema';
import { boundedColumn } from './bounded-column.js';
import type { BoundedColumn } from './bounded-column.js';
import { cellOfCode } from './cell-of-code.js';
import type { Uniform } from './public-randomness.js';

interface AllowedCodes {
  readonly column: string;
  /** Category codes; '' stands for a missing value. */
  readonly allowed: readonly string[];
}

interface Bounds {
  readonly column: string;
  /** Inclusive, in the column's unit; null where there is no bound. */
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** What the rows of a sample must have in one column. Bounds leave no missing values. */
export type Condition = AllowedCodes | Bounds;

/** What the conditions leave of a dictionary. */
export interface Restriction {
  /** [D] which part of the values of each cell is left, from 0 to 1 */
  readonly shares: Float64Array;
  /** Turns cells that are left into values that keep all bounds. */
  readonly decode: (encoded: EncodedTable, uniform: Uniform) => RecordTable;
}

/**
 * All conditions hold at once; several may name the same column.
 *
 * @throws RangeError if a condition does not fit the dictionary, or nothing is left of a column
 */
export function restrict(dictionary: DataDictionary, conditions: readonly Condition[]): Restriction {
  for (const { column } of conditions) {
    if (!dictionary.columns.some(({ name }) => name === column)) {
      throw new RangeError(`A condition names "${column}", which is not a column of the dictionary.`);
    }
  }
  const bounded = dictionary.columns.map((_, j) => boundedBy(dictionary, j, conditions));
  const { columns, offsets, cells } = tableLayout(dictionary);
  const shares = new Float64Array(cells);
  columns.forEach(({ name, size }, j) => {
    const left = Array.from({ length: size }, (_, cell) => shareLeft({ dictionary, conditions, bounded }, j, cell));
    if (left.every((share) => share === 0)) throw new RangeError(`The conditions on "${name}" leave no value of the dictionary.`);
    shares.set(left, offsets[j]);
  });
  return { shares, decode: (encoded, uniform) => decodeWithin(dictionary, bounded, { encoded, uniform }) };
}

interface Context {
  readonly dictionary: DataDictionary;
  readonly conditions: readonly Condition[];
  readonly bounded: readonly (BoundedColumn | null)[];
}

function shareLeft({ dictionary, conditions, bounded }: Context, j: number, cell: number): number {
  const { name } = dictionary.columns[j];
  for (const condition of conditions) {
    if (condition.column !== name || !('allowed' in condition)) continue;
    if (!condition.allowed.some((code) => cellOfCode(dictionary, j, code) === cell)) return 0;
  }
  const bins = bounded[j]?.shares;
  if (bins === undefined) return 1;
  return cell < bins.length ? bins[cell] : 0;
}

function boundedBy(dictionary: DataDictionary, j: number, conditions: readonly Condition[]): BoundedColumn | null {
  const column = dictionary.columns[j];
  const bounds = conditions.filter((condition): condition is Bounds => condition.column === column.name && !('allowed' in condition));
  if (bounds.length === 0) return null;
  if (column.type === 'categorical') throw new RangeError(`"${column.name}" is a categorical column: list the codes that are allowed.`);
  const atLeast = Math.max(...bounds.map((bound) => bound.atLeast ?? -Infinity));
  const atMost = Math.min(...bounds.map((bound) => bound.atMost ?? Infinity));
  if (Number.isNaN(atLeast) || Number.isNaN(atMost)) throw new RangeError(`A bound on "${column.name}" is not a number.`);
  return boundedColumn(dictionary, column, { atLeast, atMost });
}

function decodeWithin(
  dictionary: DataDictionary,
  bounded: readonly (BoundedColumn | null)[],
  { encoded, uniform }: { encoded: EncodedTable; uniform: Uniform },
): RecordTable {
  const width = bounded.length;
  const columns = dictionary.columns.map((column, j) => bounded[j]?.column ?? column);
  const codes = encoded.codes.map((cell, at) => cell - (bounded[at % width]?.firstBin ?? 0));
  return decodeTable({ encoded: { rows: encoded.rows, codes }, dictionary: { ...dictionary, columns }, uniform });
}
