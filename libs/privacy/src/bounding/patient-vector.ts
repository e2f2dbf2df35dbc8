export interface RecordVectors<R> {
  readonly recordsPerPatient: number;
  readonly vectorOf: (record: R) => ArrayLike<number> | null;
}

/** Memory for the vector of a patient and for that of one of their records, [d] each: used again for every patient. */
export interface VectorMemory {
  readonly patient: Float64Array;
  readonly record: Float64Array;
}

/**
 * The sum of the vectors of a patient's first `recordsPerPatient` records; each counts as zero unless it is whole and finite.
 *
 * @returns `patient`
 */
export function patientVector<R>(records: Iterable<R>, { recordsPerPatient, vectorOf }: RecordVectors<R>, { patient, record }: VectorMemory): Float64Array {
  let counted = 0;
  for (const each of records) {
    if (counted === recordsPerPatient) break;
    finiteOrZero(vectorOf(each), counted === 0 ? patient : record);
    if (counted > 0) add(patient, record);
    counted += 1;
  }
  return counted === 0 ? patient.fill(0) : patient;
}

function add(patient: Float64Array, record: Float64Array): void {
  for (let i = 0; i < patient.length; i += 1) patient[i] += record[i];
}

/**
 * A copy for which each coordinate is read once; zero, everywhere, if there is no vector, or one of another length, or one not finite.
 *
 * @returns `copy`
 */
export function finiteOrZero(vector: ArrayLike<number> | null, copy: Float64Array): Float64Array {
  if (vector?.length !== copy.length) return copy.fill(0);
  // A number that is not finite, less itself, is NaN, and so is any sum with it.
  let finite = 0;
  for (let i = 0; i < copy.length; i += 1) {
    copy[i] = vector[i];
    finite += copy[i] - copy[i];
  }
  return finite === 0 ? copy : copy.fill(0);
}
