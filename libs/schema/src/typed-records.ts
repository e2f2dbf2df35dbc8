import type { DataDictionary } from './dictionary.js';
import type { FindingKind, FindingList } from './finding.js';
import { patientText, plainText } from './plain-value.js';
import { RecordReader } from './record-reader.js';
import type { TableHeader } from './table-header.js';

/** Reads records whose cells come as values with types (JSON, a database), in the order of the dictionary's columns. */
export class TypedRecordReader {
  readonly #findings: FindingList;
  readonly #reader: RecordReader;
  readonly #header: TableHeader;
  readonly #nested: readonly FindingKind[];
  readonly #patient: FindingKind;
  readonly #cells: string[];

  constructor(dictionary: DataDictionary, findings: FindingList) {
    const { columns, patientId } = dictionary;
    this.#findings = findings;
    this.#reader = new RecordReader(dictionary, findings);
    this.#header = { width: columns.length + 1, positions: columns.map((_, j) => j), patientId: patientId === null ? null : columns.length };
    this.#nested = columns.map(({ name }) => nestedValue(name));
    this.#patient = unsafePatient(patientId ?? '');
    this.#cells = [...columns.map(() => ''), ''];
  }

  /**
   * @param values [J] of the dictionary's columns
   * @param patient what identifies the patient; not looked at if the dictionary names no column for it
   * @returns as `RecordReader.read`
   */
  read(values: readonly unknown[], { patient, line }: { patient: unknown; line: number }): Float64Array | null {
    let sound = true;
    const write = (at: number, text: string | null, kind: FindingKind): void => {
      if (text === null) this.#findings.add(kind, { line, detail: '' });
      if (text === null) sound = false;
      this.#cells[at] = text ?? '';
    };
    for (let j = 0; j < this.#nested.length; j += 1) write(j, plainText(values[j]), this.#nested[j]);
    if (this.#header.patientId !== null) write(this.#header.patientId, patientText(patient), this.#patient);
    return sound ? this.#reader.read(this.#cells, { header: this.#header, line }) : null;
  }
}

export const nestedValue = (column: string): FindingKind => ({
  severity: 'error',
  column,
  text: 'a text, a number, true, false or null is expected, and not a list or an object; the record is left out',
});

export const unsafePatient = (column: string): FindingKind => ({
  severity: 'error',
  column,
  text: 'a text or a whole number below 2^53 is expected, for longer numbers are rounded; write it as a text; the record is left out',
});
