import { ColumnReader, LEFT_OUT } from './column-reader.js';
import type { DataDictionary } from './dictionary.js';
import type { FindingList } from './finding.js';
import { PatientCheck } from './patient-check.js';
import type { TableHeader } from './table-header.js';

/** Reads records from their cells, one after the other. */
export class RecordReader {
  readonly #columns: readonly ColumnReader[];
  readonly #patients: PatientCheck;
  readonly #values: Float64Array;

  constructor(dictionary: DataDictionary, findings: FindingList) {
    this.#columns = dictionary.columns.map((column) => new ColumnReader(column, findings));
    this.#patients = new PatientCheck(dictionary, findings);
    this.#values = new Float64Array(dictionary.columns.length);
  }

  /**
   * @param cells as many as the header has
   * @returns [J] the values as a RecordTable holds them, until the next record is read; null if the record is left out
   */
  read(cells: readonly string[], { header, line }: { header: TableHeader; line: number }): Float64Array | null {
    let sound = header.patientId === null || this.#patients.admits(cells[header.patientId], line);
    const values = this.#values;
    for (let j = 0; j < values.length; j += 1) {
      values[j] = this.#columns[j].read(cells[header.positions[j]], line);
      if (values[j] === LEFT_OUT) sound = false;
    }
    return sound ? values : null;
  }
}
