import { columnParts, type ColumnParts } from './column-parts.js';
import type { MixedRows } from './mixed-rows.js';

/**
 * The first columns of candidates, coarsely: in which part of each column a row lies, several columns to a byte. A few looks into small
 * tables then say how far a query is from a candidate at least, and most candidates need no closer look.
 */
export type CoarseRows = readonly CoarseColumns[];

interface CoarseColumns {
  /** Of neighbouring columns; their numbers of parts multiply to at most 256. */
  readonly columns: readonly ColumnParts[];
  /** [rows]; the part in the first of the columns counts most. */
  readonly codes: Uint8Array;
}

const MOST_CODES = 256;
/** One table for so many columns: with more, every candidate takes more looks; with fewer, more candidates take a closer one. */
const COLUMNS_OF_A_TABLE = 8;

/** Distances are rounded down to such steps: sums of whole numbers are exact. */
export const STEPS = 1024;

/** @param rows at least one; with the columns that tell most first */
export function coarseRows(rows: MixedRows): CoarseRows {
  const parts = Array.from({ length: rows.columns }, (_, column) => columnParts(rows, column));
  const tables = Math.ceil(rows.columns / COLUMNS_OF_A_TABLE);
  return grouped(parts).slice(0, tables).map((columns) => ({ columns, codes: codesOf(columns, rows.rows) }));
}

/** Neighbouring columns together, as many as a byte tells apart. */
function grouped(parts: readonly ColumnParts[]): ColumnParts[][] {
  const groups: ColumnParts[][] = [];
  let codes = Infinity;
  for (const column of parts) {
    codes *= column.lowest.length;
    if (codes > MOST_CODES) {
      groups.push([]);
      codes = column.lowest.length;
    }
    groups[groups.length - 1].push(column);
  }
  return groups;
}

function codesOf(columns: readonly ColumnParts[], rows: number): Uint8Array {
  const codes = new Uint8Array(rows);
  for (const { of, lowest } of columns) for (let row = 0; row < rows; row++) codes[row] = codes[row] * lowest.length + of[row];
  return codes;
}

/**
 * How far a query is at least from what any code stands for, [codes], in steps.
 *
 * Guarantee: what these tables add up to for a candidate is at most its distance, also as floating-point numbers add up: rounding
 * never turns a larger term into a smaller sum, and the steps add up exactly.
 * @param own the query, [columns]
 */
export function leastSteps(coarse: CoarseRows, own: Float64Array): Int32Array[] {
  let column = 0;
  return coarse.map(({ columns }) => columns.reduce<Int32Array>((sums, parts) => outerSum(sums, stepsTo(parts, own[column++])), Int32Array.of(0)));
}

function outerSum(sums: Int32Array, terms: Int32Array): Int32Array {
  const out = new Int32Array(sums.length * terms.length);
  for (let i = 0, at = 0; i < sums.length; i++) for (let j = 0; j < terms.length; j++, at++) out[at] = sums[i] + terms[j];
  return out;
}

const stepsTo = ({ lowest, highest }: ColumnParts, value: number): Int32Array =>
  Int32Array.from(lowest, (low, part) => STEPS * Math.min(1, Math.max(0, low - value, value - highest[part])));

/** Adds up, for each candidate of a block, what the tables say of its codes, [to - from]. */
export function addSteps(into: Int32Array, coarse: CoarseRows, tables: readonly Int32Array[], { from, to }: { from: number; to: number }): void {
  into.fill(0);
  coarse.forEach(({ codes }, k) => addLooks(into, codes.subarray(from, to), tables[k]));
}

function addLooks(into: Int32Array, codes: Uint8Array, table: Int32Array): void {
  for (let k = 0; k < codes.length; k++) into[k] += table[codes[k]];
}
