import { csvCells } from './csv-line.js';
import type { DataDictionary } from './dictionary.js';
import type { FindingKind, FindingList } from './finding.js';
import { linesOf, MAX_LINE_LENGTH } from './lines.js';
import { RecordReader } from './record-reader.js';
import { readHeader, type TableHeader } from './table-header.js';

const wholeLine = (text: string): FindingKind => ({ severity: 'error', column: '', text });
const WRONG_WIDTH = wholeLine('the number of cells differs from the header; quote cells that hold a comma; the record is left out');
const OPEN_QUOTE = wholeLine('a quoted cell is not closed on its line; close it, and keep line breaks out of cells; the record is left out');
const TOO_LONG = wholeLine(`the line is longer than ${MAX_LINE_LENGTH} characters; check its line breaks; the record is left out`);
const NO_RECORDS = wholeLine('the file holds no records; it should hold a header and one line for each patient');

/**
 * Reads a CSV file of records against a dictionary: one record a line, commas, double quotes, LF, CRLF or CR; a byte order
 * mark is skipped, and blank lines are.
 *
 * Guarantee: after the header each line is read alone, so whatever one line holds, it adds at most one record and changes
 * no other (but for a patientId that repeats: then the first records count). Cells of columns that the dictionary does not name are neither kept nor reported, and no message carries the
 * content of a cell. A record that cannot be used is left out and reported; numbers outside the public bounds are clipped
 * and counted; an unknown category counts as "other".
 *
 * Memory: a piece, a line, and what `PatientSeats` keeps; none that grows with the length of the file otherwise.
 * @param pieces the text of the file, cut wherever
 * @returns [J] values of each usable record, as a RecordTable holds them, each until the next is asked for
 * @throws TableFileError if the header lacks a column of the dictionary or repeats one
 */
export function* csvRecords(pieces: Iterable<string>, { dictionary, findings }: { dictionary: DataDictionary; findings: FindingList }): Iterable<Float64Array> {
  const reader = new RecordReader(dictionary, findings);
  let header: TableHeader | null = null;
  let line = 0;
  let lines = 0;
  for (const content of linesOf(pieces)) {
    line += 1;
    if (content.trim() === '') continue;
    const cells = csvCells(content);
    if (header === null) {
      header = readHeader(cells ?? [], { dictionary, file: findings.file, where: `line ${line}` });
      continue;
    }
    lines += 1;
    const problem = problemOf(content, { cells, width: header.width });
    if (problem !== null) findings.add(problem, { line, detail: '' });
    const values = problem === null && cells !== null ? reader.read(cells, { header, line }) : null;
    if (values !== null) yield values;
  }
  if (lines === 0) findings.add(NO_RECORDS, { line: 1, detail: '' });
}

function problemOf(content: string, { cells, width }: { cells: readonly string[] | null; width: number }): FindingKind | null {
  if (content.length > MAX_LINE_LENGTH) return TOO_LONG;
  if (cells === null) return OPEN_QUOTE;
  return cells.length === width ? null : WRONG_WIDTH;
}
