import {
  cellFinder,
  ColumnReader,
  LEFT_OUT,
  nestedValue,
  patientText,
  PatientCheck,
  plainText,
  readHeader,
  unsafePatient,
  type DataDictionary,
  type EncodedTable,
  type FindingKind,
  type FindingList,
} from '@commonward/schema';
import type { RecordFormat } from '../records.js';
import { ParquetFile } from './parquet-file.js';

const NO_RECORDS: FindingKind = { severity: 'error', column: '', text: 'the file holds no records; it should hold one row for each patient' };

/** Records in a Parquet file: one chunk for each row group, of which one column of values is in memory at a time. */
export const parquetFormat = (path: string, dictionary: DataDictionary): RecordFormat => ({
  place: 'row',
  *chunks(findings) {
    const file = new ParquetFile(path);
    try {
      yield* groupChunks(file, { path, dictionary, findings });
    } finally {
      file.close();
    }
  },
});

interface Context {
  readonly path: string;
  readonly dictionary: DataDictionary;
  readonly findings: FindingList;
}

function* groupChunks(file: ParquetFile, { path, dictionary, findings }: Context): Iterable<EncodedTable> {
  readHeader(file.names, { dictionary, file: path, where: 'schema' });
  const patients = new PatientCheck(dictionary, findings);
  const encoders = dictionary.columns.map((column) => new ColumnEncoder(column, findings));
  let firstRow = 1;
  for (const [group, rows] of file.groups.entries()) {
    const chunk = new GroupChunk({ rows, columns: encoders.length, firstRow });
    encoders.forEach((encoder, j) => chunk.fill(j, file.values(group, encoder.name), encoder));
    if (dictionary.patientId !== null) chunk.admit(file.values(group, dictionary.patientId), { patients, findings, column: dictionary.patientId });
    yield chunk.usable();
    firstRow += rows;
  }
  if (firstRow === 1) findings.add(NO_RECORDS, { line: 1, detail: '' });
}

/** The cell of a value, or null if its record is left out. */
class ColumnEncoder {
  readonly name: string;
  readonly #reader: ColumnReader;
  readonly #cellOf: (value: number) => number;
  readonly #nested: FindingKind;

  constructor(column: DataDictionary['columns'][number], readonly findings: FindingList) {
    this.name = column.name;
    this.#reader = new ColumnReader(column, findings);
    this.#cellOf = cellFinder(column);
    this.#nested = nestedValue(column.name);
  }

  cell(value: unknown, row: number): number | null {
    const text = plainText(value);
    if (text === null) this.findings.add(this.#nested, { line: row, detail: '' });
    const read = text === null ? LEFT_OUT : this.#reader.read(text, row);
    return read === LEFT_OUT ? null : this.#cellOf(read);
  }
}

/** The rows of one row group, filled column by column. */
class GroupChunk {
  readonly #rows: number;
  readonly #columns: number;
  readonly #firstRow: number;
  readonly #codes: Uint8Array;
  readonly #leftOut: Uint8Array;

  constructor({ rows, columns, firstRow }: { rows: number; columns: number; firstRow: number }) {
    this.#rows = rows;
    this.#columns = columns;
    this.#firstRow = firstRow;
    this.#codes = new Uint8Array(rows * columns);
    this.#leftOut = new Uint8Array(rows);
  }

  fill(column: number, runs: readonly ArrayLike<unknown>[], encoder: ColumnEncoder): void {
    this.#each(runs, (value, row) => {
      const cell = encoder.cell(value, this.#firstRow + row);
      if (cell === null) this.#leftOut[row] = 1;
      else this.#codes[row * this.#columns + column] = cell;
    });
  }

  admit(runs: readonly ArrayLike<unknown>[], { patients, findings, column }: { patients: PatientCheck; findings: FindingList; column: string }): void {
    const unsafe = unsafePatient(column);
    this.#each(runs, (value, row) => {
      const patient = patientText(value);
      if (patient === null) findings.add(unsafe, { line: this.#firstRow + row, detail: '' });
      if (patient === null || !patients.admits(patient, this.#firstRow + row)) this.#leftOut[row] = 1;
    });
  }

  /** The rows that are not left out, moved together where they are. */
  usable(): EncodedTable {
    let rows = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      if (this.#leftOut[row] === 1) continue;
      this.#codes.copyWithin(rows * this.#columns, row * this.#columns, (row + 1) * this.#columns);
      rows += 1;
    }
    return { rows, codes: this.#codes.subarray(0, rows * this.#columns) };
  }

  #each(runs: readonly ArrayLike<unknown>[], use: (value: unknown, row: number) => void): void {
    let row = 0;
    for (const run of runs) for (let i = 0; i < run.length; i += 1) use(run[i], row++);
  }
}
