import type { Column, DataDictionary } from './dictionary.js';
import { spreadsheetSafe } from './spreadsheet-safe.js';
import type { RecordTable } from './table.js';

/** How a table file spells an unknown category in a column that keeps a cell for it. */
export const OTHER_TEXT = 'other';

/**
 * Writes a table as CSV: a header and one line for each record, LF line ends, the same bytes for the same table.
 * Categories are written as their codes, an unknown category as "other", a missing value as an empty cell. Cells that a
 * spreadsheet could take for a formula get an apostrophe in front; numbers do not.
 */
export function tableCsv(table: RecordTable, dictionary: DataDictionary): string {
  const texts = dictionary.columns.map(cellText);
  const lines = [dictionary.columns.map(({ name }) => csvCell(name)).join(',')];
  for (let row = 0; row < table.rows; row++) {
    lines.push(texts.map((text, j) => text(table.columns[j][row])).join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** Writes the values of a column. */
export function cellText(column: Column): (value: number) => string {
  if (column.type === 'numeric') return (value) => (Number.isNaN(value) ? '' : String(value));
  const codes = [...column.categories.map(({ code }) => csvCell(code)), OTHER_TEXT];
  return (value) => (Number.isNaN(value) ? '' : codes[value]);
}

export function csvCell(text: string): string {
  const safe = spreadsheetSafe(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
