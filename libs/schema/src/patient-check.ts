import type { FindingKind, FindingList } from './finding.js';
import { PatientSeats } from './patient-seats.js';

/** What tells patients apart, and how many records of each count. */
export interface PatientBound {
  readonly patientId: string | null;
  readonly maxRecordsPerPatient: number;
}

/** Bounds the records of each patient, and reports those that are too many or belong to nobody. */
export class PatientCheck {
  readonly #seats: PatientSeats;
  readonly #findings: FindingList;
  readonly #repeated: FindingKind;
  readonly #absent: FindingKind;

  constructor({ patientId, maxRecordsPerPatient }: PatientBound, findings: FindingList) {
    const error = (text: string): FindingKind => ({ severity: 'error', column: patientId ?? '', text: `${text}; the record is left out` });
    this.#seats = new PatientSeats(maxRecordsPerPatient);
    this.#findings = findings;
    this.#repeated = error('the patient already has a record; keep one record for each patient');
    this.#absent = error('a value that identifies the patient is expected; fill in the cell');
  }

  /** Whether a record of this patient may still count. */
  admits(cell: string, line: number): boolean {
    const patient = cell.trim();
    if (patient === '') {
      this.#findings.add(this.#absent, { line, detail: '' });
      return false;
    }
    const seat = this.#seats.take(patient, line);
    if (seat.kind === 'full') this.#findings.add(this.#repeated, { line, detail: `same patient as ${this.#findings.place} ${seat.firstLine}` });
    return seat.kind === 'taken';
  }
}
