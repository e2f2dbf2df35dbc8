import { cellFindings } from './cell-findings.js';
import { cellReader } from './cell-reader.js';
import { csvCells } from './csv-line.js';
import type { Column, DataDictionary } from './dictionary.js';
import { FindingList, type Finding, type FindingKind } from './finding.js';
import { PatientLines } from './patient-lines.js';
import type { RecordTable } from './table.js';
import { readHeader, type TableHeader } from './table-header.js';

/**
 * Reads a CSV file of records against a dictionary: one record a line, commas, double quotes, LF or CRLF; a byte order
 * mark is skipped, and blank lines are.
 *
 * Guarantee: after the header each line is read alone, so whatever one line holds, it adds at most one record and changes
 * no other (but for a patientId that repeats: then the first record counts). Cells of columns that the dictionary does not name are neither kept nor reported, and no message carries the
 * content of a cell. A record that cannot be used is left out and reported; numbers outside the public bounds are clipped
 * and counted; an unknown category counts as "other". Of several records with one patientId the first is used.
 *
 * @param file name of the file, for messages
 * @throws TableFileError if the header lacks a column of the dictionary or repeats one
 */
export function readTable(input: { text: string; file: string; dictionary: DataDictionary }): {
  table: RecordTable;
  findings: readonly Finding[];
} {
  const reader = new TableReader(input);
  reader.read(input.text);
  return { table: reader.table(), findings: reader.findings.toArray() };
}

const BYTE_ORDER_MARK = /^\uFEFF/;
const LINE_BREAK = /\r\n|\n|\r/;

const wholeLine = (text: string): FindingKind => ({ severity: 'error', column: '', text });
const WRONG_WIDTH = wholeLine('the number of cells differs from the header; quote cells that hold a comma; the record is left out');
const OPEN_QUOTE = wholeLine('a quoted cell is not closed on its line; close it, and keep line breaks out of cells; the record is left out');
const NO_RECORDS = wholeLine('the file holds no records; it should hold a header and one line for each patient');

class TableReader {
  readonly findings: FindingList;
  readonly #dictionary: DataDictionary;
  readonly #columns: ReturnType<typeof columnReader>[];
  readonly #values: number[][];
  readonly #patients: PatientLines;
  #header: TableHeader | null = null;
  #records = 0;

  constructor({ file, dictionary }: { file: string; dictionary: DataDictionary }) {
    this.findings = new FindingList(file);
    this.#dictionary = dictionary;
    this.#columns = dictionary.columns.map(columnReader);
    this.#values = dictionary.columns.map(() => []);
    this.#patients = new PatientLines(dictionary.patientId ?? '', this.findings);
  }

  read(text: string): void {
    const lines = text.replace(BYTE_ORDER_MARK, '').split(LINE_BREAK);
    lines.forEach((content, index) => {
      if (content.trim() !== '') this.#take(content, index + 1);
    });
    if (this.#records === 0) this.findings.add(NO_RECORDS, { line: 1, detail: '' });
  }

  table(): RecordTable {
    const columns = this.#values.map((values) => Float64Array.from(values));
    return { rows: columns[0].length, columns };
  }

  #take(content: string, line: number): void {
    const cells = csvCells(content);
    if (this.#header === null) {
      this.#header = readHeader(cells ?? [], { dictionary: this.#dictionary, file: this.findings.file, line });
      return;
    }
    this.#records += 1;
    if (cells === null) this.findings.add(OPEN_QUOTE, { line, detail: '' });
    else this.#record(cells, { line, header: this.#header });
  }

  #record(cells: readonly string[], { line, header }: { line: number; header: TableHeader }): void {
    if (cells.length !== header.width) return this.findings.add(WRONG_WIDTH, { line, detail: '' });
    const isNewPatient = header.patientId === null || this.#patients.isNew(cells[header.patientId], line);
    let sound = isNewPatient;
    const row = this.#columns.map(({ read, kinds }, j) =>
      read(cells[header.positions[j]], (fault) => {
        this.findings.add(kinds[fault], { line, detail: '' });
        if (kinds[fault].severity === 'error') sound = false;
      }),
    );
    if (sound) row.forEach((value, j) => this.#values[j].push(value));
  }
}

function columnReader(column: Column) {
  return { read: cellReader(column), kinds: cellFindings(column) };
}
