import type { FindingKind } from '@commonward/schema';
import type { Coding, ColumnMapping } from './mapping.js';
import { patientOf, type Codings, type Condition, type Measured, type Observation, type Patient } from './resource.js';

/** Says that a resource is odd. */
export type Tell = (kind: FindingKind) => void;

/** Resources that were taken back say nothing about their patient. */
const TAKEN_BACK = ['entered-in-error', 'cancelled'];
const REFUTED = ['refuted', 'entered-in-error'];

interface Row {
  /** Line of the Patient resource. */
  readonly line: number;
  /** [J] */
  readonly cells: string[];
  /** [J] when the observation in the cell took effect; null for none yet */
  readonly times: (string | null)[];
}

/**
 * One row of cells for each patient of an export.
 *
 * Guarantee: a resource changes the row of its own subject and of nobody else, so a patient with all resources adds one record.
 * Memory: the texts of one row for each patient.
 */
export class PatientRows {
  readonly #rows = new Map<string, Row>();
  readonly #columns: readonly (ColumnMapping & { readonly wrongUnit: FindingKind })[];

  constructor(names: readonly string[], mappings: readonly ColumnMapping[]) {
    this.#columns = mappings.map((mapping, j) => ({ ...mapping, wrongUnit: wrongUnit(names[j], mapping) }));
  }

  /** @returns false if the patient is there already: the first counts */
  addPatient(patient: Patient, line: number): boolean {
    if (this.#rows.has(patient.id)) return false;
    this.#rows.set(patient.id, { line, cells: this.#columns.map((mapping) => firstCell(mapping, patient)), times: this.#columns.map(() => null) });
    return true;
  }

  addObservation(observation: Observation, tell: Tell): void {
    const row = this.#rows.get(patientOf(observation.subject.reference));
    if (row === undefined || TAKEN_BACK.includes(observation.status ?? '')) return;
    const time = observation.effectiveDateTime ?? observation.effectivePeriod?.start ?? '';
    this.#columns.forEach((column, j) => {
      if (column.resource !== 'Observation') return;
      const measured = [observation, ...(observation.component ?? [])].find(({ code }) => isCoded(code, column.code));
      if (measured === undefined) return;
      const text = measuredText(measured, column.unit);
      if (text === null) tell(column.wrongUnit);
      else if (comesBefore(row.times[j], time, column.take)) [row.times[j], row.cells[j]] = [time, text];
    });
  }

  addCondition({ code, subject, verificationStatus }: Condition): void {
    const row = this.#rows.get(patientOf(subject.reference));
    if (row === undefined || verificationStatus?.coding?.some(({ code: status }) => REFUTED.includes(status ?? '')) === true) return;
    this.#columns.forEach((column, j) => {
      if (column.resource === 'Condition' && isCoded(code, column.code)) row.cells[j] = column.present;
    });
  }

  rows(): Iterable<Row> {
    return this.#rows.values();
  }
}

function firstCell(mapping: ColumnMapping, patient: Patient): string {
  switch (mapping.resource) {
    case 'Patient':
      return patientText(patient, mapping.field);
    case 'Observation':
      return '';
    case 'Condition':
      return mapping.absent;
  }
}

function patientText({ gender, birthDate, deceasedBoolean, deceasedDateTime }: Patient, field: Extract<ColumnMapping, { resource: 'Patient' }>['field']): string {
  switch (field) {
    case 'gender':
      return gender ?? '';
    case 'birthDate':
      return birthDate ?? '';
    case 'birthYear':
      return birthDate?.slice(0, 4) ?? '';
    case 'deceased':
      return String(deceasedBoolean ?? deceasedDateTime !== undefined);
  }
}

const isCoded = ({ coding }: Codings, { system, code }: Coding): boolean => coding?.some((one) => one.system === system && one.code === code) === true;

/** @returns null for a quantity in another unit, and for none where one is expected */
function measuredText({ valueQuantity, valueCodeableConcept, valueString, valueInteger, valueBoolean }: Measured, unit: string | null): string | null {
  if (unit !== null) return valueQuantity?.value !== undefined && (valueQuantity.code ?? valueQuantity.unit) === unit ? String(valueQuantity.value) : null;
  return valueCodeableConcept?.coding?.[0]?.code ?? valueString ?? valueInteger?.toString() ?? valueBoolean?.toString() ?? null;
}

/** Whether an observation of this time takes the place of the one that is there; of two at one time the one that came first stays. */
function comesBefore(held: string | null, time: string, take: 'first' | 'last'): boolean {
  if (held === null) return true;
  return take === 'first' ? time < held : time > held;
}

function wrongUnit(column: string, mapping: ColumnMapping): FindingKind {
  const unit = mapping.resource === 'Observation' ? mapping.unit : null;
  const expected = unit === null ? 'a coded value, a text, a whole number or a truth value is expected' : `a quantity in ${unit} is expected`;
  return { severity: 'error', column, text: `${expected}; convert it, or change the mapping; the observation is left out` };
}
