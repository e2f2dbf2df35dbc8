import type { CategoricalColumn, Column, NumericColumn } from './dictionary.js';
import { parseDecimal } from './decimal.js';
import { OTHER_TEXT } from './table-csv.js';
import { spreadsheetSafe } from './spreadsheet-safe.js';

/** What can be odd about a cell. The first three leave the record out, the others only deserve a note. */
export type CellFault = 'empty' | 'not-a-number' | 'unknown-code' | 'outside-bounds' | 'not-whole' | 'counted-as-other';

/** Reads the text of a cell to the number that a RecordTable holds, and tells what is odd about it. */
export type CellReader = (text: string, tell: (fault: CellFault) => void) => number;

/**
 * A reader for the cells of one column. Codes match as trimmed text and as numbers; an empty cell is missing if the
 * column has any missing code.
 */
export function cellReader(column: Column): CellReader {
  return column.type === 'numeric' ? numberReader(column) : categoryReader(column);
}

function numberReader(column: NumericColumn): CellReader {
  const isMissing = codeMatcher(column.missing);
  return (cell, tell) => {
    const text = cell.trim();
    if (isMissing(text)) return NaN;
    const value = parseDecimal(text);
    if (value === null) {
      tell(text === '' ? 'empty' : 'not-a-number');
      return NaN;
    }
    if (value < column.min || value > column.max) tell('outside-bounds');
    else if (column.integer && !Number.isInteger(value)) tell('not-whole');
    return Math.min(Math.max(value, column.min), column.max);
  };
}

function categoryReader(column: CategoricalColumn): CellReader {
  const isMissing = codeMatcher(column.missing);
  const codes = column.categories.map(({ code }) => code);
  const indexOf = codeIndex(column.other ? [...codes, OTHER_TEXT] : codes);
  const takesUnknown = column.other || column.missing.length > 0;
  return (cell, tell) => {
    const text = cell.trim();
    if (isMissing(text)) return NaN;
    const index = indexOf(text);
    if (index !== undefined) return index;
    if (text === '') tell('empty');
    else tell(takesUnknown ? 'counted-as-other' : 'unknown-code');
    return column.categories.length;
  };
}

function codeMatcher(codes: readonly string[]): (text: string) => boolean {
  if (codes.length === 0) return () => false;
  const indexOf = codeIndex(['', ...codes]);
  return (text) => indexOf(text) !== undefined;
}

/** Finds a code by its text, as written by `tableCsv`, or as an equal number ("1.0" is "1"). */
function codeIndex(codes: readonly string[]): (text: string) => number | undefined {
  const byText = new Map<string, number>();
  const byNumber = new Map<number, number>();
  codes.forEach((code, index) => {
    for (const text of [code, spreadsheetSafe(code)]) if (!byText.has(text)) byText.set(text, index);
    const value = parseDecimal(code);
    if (value !== null) byNumber.set(value, index);
  });
  return (text) => {
    const index = byText.get(text);
    if (index !== undefined) return index;
    const value = parseDecimal(text);
    return value === null ? undefined : byNumber.get(value);
  };
}
