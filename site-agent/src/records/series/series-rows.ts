import { extname } from 'node:path';
import { csvRows, ndjsonObjects, nestedValue, patientText, plainText, readHeader, unsafePatient, type FindingKind, type Findings, type SeriesRow } from '@commonward/schema';
import { OperatorError } from '../../operator-error.js';
import { filePieces } from '../file-pieces.js';
import { ParquetFile } from '../parquet/parquet-file.js';

/** What is read of a file: the columns, of which the first tells patients apart. */
export interface RowRequest {
  readonly columns: readonly string[];
  readonly findings: Findings;
}

type RowReader = (path: string, request: RowRequest) => Iterable<SeriesRow>;

const READERS: ReadonlyMap<string, RowReader> = new Map([
  ['.csv', csvFile],
  ['.ndjson', ndjsonFile],
  ['.jsonl', ndjsonFile],
  ['.parquet', parquetFile],
]);

/**
 * The wanted cells of every row of a file, as texts; a row with a list or an object in one is left out and reported.
 * @throws OperatorError or TableFileError if the file cannot be read, or lacks a column
 */
export function seriesRows(path: string, request: RowRequest): Iterable<SeriesRow> {
  const reader = READERS.get(extname(path).toLowerCase());
  if (reader === undefined) throw new OperatorError(`${path}: a file that ends in ${[...READERS.keys()].join(', ')} is expected; rename it, or write the readings in one of these forms.`);
  return reader(path, request);
}

const wantedOf = (columns: readonly string[]) => ({ columns: columns.map((name) => ({ name })), patientId: null });

function* csvFile(path: string, { columns, findings }: RowRequest): Iterable<SeriesRow> {
  for (const { cells, header, line } of csvRows(filePieces(path), { wanted: wantedOf(columns), findings, file: path })) {
    yield { cells: header.positions.map((position) => cells[position]), line };
  }
}

function* ndjsonFile(path: string, { columns, findings }: RowRequest): Iterable<SeriesRow> {
  const texts = new TextReader(columns, findings);
  for (const { object, line } of ndjsonObjects(filePieces(path), findings)) {
    const cells = texts.read(columns.map((name) => object.get(name)), line);
    if (cells !== null) yield { cells, line };
  }
}

function* parquetFile(path: string, { columns, findings }: RowRequest): Iterable<SeriesRow> {
  const file = new ParquetFile(path);
  try {
    readHeader(file.names, { dictionary: wantedOf(columns), file: path, where: 'schema' });
    const texts = new TextReader(columns, findings);
    let line = 0;
    for (const [group, rows] of file.groups.entries()) {
      const values = columns.map((name) => flat(file.values(group, name)));
      for (let row = 0; row < rows; row += 1) {
        line += 1;
        const cells = texts.read(values.map((column) => column[row]), line);
        if (cells !== null) yield { cells, line };
      }
    }
  } finally {
    file.close();
  }
}

const flat = (runs: readonly ArrayLike<unknown>[]): unknown[] => runs.flatMap((run) => Array.from(run));

/** Values with types as the texts that a CSV file would hold. */
class TextReader {
  readonly #findings: Findings;
  readonly #kinds: readonly FindingKind[];

  constructor([patient, ...others]: readonly string[], findings: Findings) {
    this.#findings = findings;
    this.#kinds = [unsafePatient(patient), ...others.map(nestedValue)];
  }

  /** @returns null if the row is left out */
  read(values: readonly unknown[], line: number): string[] | null {
    const cells = values.map((value, j) => (j === 0 ? patientText(value) : plainText(value)));
    cells.forEach((cell, j) => {
      if (cell === null) this.#findings.add(this.#kinds[j], { line, detail: '' });
    });
    return cells.every((cell) => cell !== null) ? cells : null;
  }
}
