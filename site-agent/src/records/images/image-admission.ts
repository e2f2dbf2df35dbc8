import { ColumnReader, LEFT_OUT, PatientSeats, type CategoricalColumn, type FindingKind, type Findings, type ImageDictionary } from '@commonward/schema';

/** What is written beside an image. */
export interface ImageNote {
  /** Its place in the source, from 1. */
  readonly place: number;
  readonly label: string;
  /** '' where the dictionary tells no patients apart. */
  readonly patient: string;
}

/** Decides which images count: those of a known class, and of each patient the first ones. */
export class ImageAdmission {
  readonly #classes: ColumnReader;
  readonly #seats: PatientSeats;
  readonly #byPatient: boolean;
  readonly #findings: Findings;
  readonly #absent: FindingKind;
  readonly #full: FindingKind;

  constructor(dictionary: ImageDictionary, findings: Findings) {
    const { patientId, imagesPerPatient } = dictionary;
    this.#classes = new ColumnReader(classColumn(dictionary), findings);
    this.#seats = new PatientSeats(imagesPerPatient ?? Infinity);
    this.#byPatient = patientId !== null;
    this.#findings = findings;
    const column = patientId ?? '';
    this.#absent = { severity: 'error', column, text: 'a value that identifies the patient is expected; fill it in; the image is left out' };
    this.#full = { severity: 'note', column, text: `of a patient the first ${imagesPerPatient ?? 0} images count, and the patient has more; the image is left out` };
  }

  /** @returns the place of the image's class; null if the image is left out */
  labelOf({ place, label, patient }: ImageNote): number | null {
    const read = this.#classes.read(label, place);
    return read !== LEFT_OUT && this.#isAdmitted(patient.trim(), place) ? read : null;
  }

  #isAdmitted(patient: string, place: number): boolean {
    if (!this.#byPatient) return true;
    if (patient === '') {
      this.#findings.add(this.#absent, { line: place, detail: '' });
      return false;
    }
    const isSeated = this.#seats.take(patient, place).kind === 'taken';
    if (!isSeated) this.#findings.add(this.#full, { line: place, detail: '' });
    return isSeated;
  }
}

function classColumn({ classes, labels }: ImageDictionary): CategoricalColumn {
  const name = labels.from === 'table' ? labels.label : labels.from === 'arrays' ? labels.labels : 'class';
  return { type: 'categorical', name, categories: classes, missing: [], other: false, ordinal: false, description: null };
}
