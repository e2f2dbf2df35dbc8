import { spreadsheetSafe } from './spreadsheet-safe.js';

/** A file whose header does not fit the dictionary, so that no record of it can be read. */
export class TableFileError extends Error {
  override readonly name = 'TableFileError';

  constructor(
    message: string,
    readonly file: string,
  ) {
    super(message);
  }
}

/** The columns that a file must have. */
export interface WantedColumns {
  readonly columns: readonly { readonly name: string }[];
  readonly patientId: string | null;
}

/** Where the columns of the dictionary stand in a file. */
export interface TableHeader {
  /** Cells of a line. */
  readonly width: number;
  /** [J] position of each column of the dictionary. */
  readonly positions: readonly number[];
  /** Position of the patientId; null if the dictionary names none. */
  readonly patientId: number | null;
}

/**
 * Finds the columns of the dictionary in the header of a file; other columns are not looked at.
 * @param place where the header stands in the file, e.g. "line 1"
 * @throws TableFileError if a column is missing or appears twice; the message names columns of the dictionary only
 */
export function readHeader(cells: readonly string[], place: { dictionary: WantedColumns; file: string; where: string }): TableHeader {
  const { dictionary } = place;
  const wanted = dictionary.columns.map((column) => column.name);
  if (dictionary.patientId !== null) wanted.unshift(dictionary.patientId);
  const found = wanted.map((name) => positionsOf(cells, name));
  const absent = wanted.filter((_, i) => found[i].length === 0);
  if (absent.length > 0) {
    const lacks = `the header lacks ${columnsText(absent)}${separatorHint(cells)}`;
    throw headerError(`${lacks}; add or rename them, it should hold ${wanted.join(', ')}`, place);
  }
  const repeated = wanted.filter((_, i) => found[i].length > 1);
  if (repeated.length > 0) throw headerError(`the header holds ${columnsText(repeated)} more than once; keep one`, place);
  const positions = found.map(([position]) => position);
  const patientId = dictionary.patientId === null ? null : positions[0];
  return { width: cells.length, positions: patientId === null ? positions : positions.slice(1), patientId };
}

function positionsOf(cells: readonly string[], name: string): number[] {
  const safe = spreadsheetSafe(name);
  return cells.flatMap((cell, position) => (cell.trim() === name || cell.trim() === safe ? [position] : []));
}

function columnsText(names: readonly string[]): string {
  return `the ${names.length === 1 ? 'column' : 'columns'} ${names.join(', ')}`;
}

function separatorHint(cells: readonly string[]): string {
  return cells.length === 1 && /[;\t|]/.test(cells[0]) ? ' (its cells must be separated by commas)' : '';
}

function headerError(text: string, { file, where }: { file: string; where: string }): TableFileError {
  return new TableFileError(`${file}, ${where}: ${text}.`, file);
}
