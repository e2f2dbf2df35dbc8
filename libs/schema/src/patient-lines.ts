import type { FindingKind, FindingList } from './finding.js';

/** Remembers on which line of a file each patient was first seen. */
export class PatientLines {
  readonly #lines = new Map<string, number>();
  readonly #repeated: FindingKind;
  readonly #absent: FindingKind;

  constructor(
    column: string,
    readonly findings: FindingList,
  ) {
    const error = (text: string): FindingKind => ({ severity: 'error', column, text: `${text}; the record is left out` });
    this.#repeated = error('the patient already has a record; keep one record for each patient');
    this.#absent = error('a value that identifies the patient is expected; fill in the cell');
  }

  /** Reports a patient who is not new, or a record without a patient, and keeps the first line of every other. */
  isNew(cell: string, line: number): boolean {
    const patient = cell.trim();
    const first = this.#lines.get(patient);
    if (patient === '') this.findings.add(this.#absent, { line, detail: '' });
    else if (first !== undefined) this.findings.add(this.#repeated, { line, detail: `same patient as line ${first}` });
    else this.#lines.set(patient, line);
    return patient !== '' && first === undefined;
  }
}
