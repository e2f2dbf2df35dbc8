import { csvCells } from './csv-line.js';
import type { FindingKind, Findings } from './finding.js';
import { linesOf, MAX_LINE_LENGTH } from './lines.js';
import { readHeader, type TableHeader, type WantedColumns } from './table-header.js';

const wholeLine = (text: string): FindingKind => ({ severity: 'error', column: '', text });
const WRONG_WIDTH = wholeLine('the number of cells differs from the header; quote cells that hold a comma; the record is left out');
const OPEN_QUOTE = wholeLine('a quoted cell is not closed on its line; close it, and keep line breaks out of cells; the record is left out');
const TOO_LONG = wholeLine(`the line is longer than ${MAX_LINE_LENGTH} characters; check its line breaks; the record is left out`);
const NO_RECORDS = wholeLine('the file holds no records; it should hold a header and one line for each record');

/** One line of a CSV file after its header. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly header: TableHeader;
  readonly line: number;
}

/**
 * The usable lines of a CSV file, each read alone; others are reported and left out.
 * @param pieces the text of the file, cut wherever
 * @param file its name, for the sentence about a header that does not fit
 * @throws TableFileError if the header lacks a wanted column or repeats one
 */
export function* csvRows(pieces: Iterable<string>, { wanted, findings, file }: { wanted: WantedColumns; findings: Findings; file: string }): Iterable<CsvRow> {
  let header: TableHeader | null = null;
  let line = 0;
  let lines = 0;
  for (const content of linesOf(pieces)) {
    line += 1;
    if (content.trim() === '') continue;
    const cells = csvCells(content);
    if (header === null) {
      header = readHeader(cells ?? [], { dictionary: wanted, file, where: `line ${line}` });
      continue;
    }
    lines += 1;
    const problem = problemOf(content, { cells, width: header.width });
    if (problem !== null) findings.add(problem, { line, detail: '' });
    else if (cells !== null) yield { cells, header, line };
  }
  if (lines === 0) findings.add(NO_RECORDS, { line: 1, detail: '' });
}

function problemOf(content: string, { cells, width }: { cells: readonly string[] | null; width: number }): FindingKind | null {
  if (content.length > MAX_LINE_LENGTH) return TOO_LONG;
  if (cells === null) return OPEN_QUOTE;
  return cells.length === width ? null : WRONG_WIDTH;
}
