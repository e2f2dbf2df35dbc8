export interface RecordVectors<R> {
  readonly recordsPerPatient: number;
  readonly vectorOf: (record: R) => ArrayLike<number> | null;
  readonly length: number;
}

/** The sum of the vectors of a patient's first `recordsPerPatient` records; each counts as zero unless it is whole and finite. */
export function patientVector<R>(records: Iterable<R>, { recordsPerPatient, vectorOf, length }: RecordVectors<R>): Float64Array {
  const sum = new Float64Array(length);
  let counted = 0;
  for (const record of records) {
    if (counted === recordsPerPatient) break;
    counted += 1;
    const vector = finiteOrZero(vectorOf(record), length);
    for (let i = 0; i < length; i += 1) sum[i] += vector[i];
  }
  return sum;
}

/** A copy for which each coordinate is read once; zero, everywhere, if there is no vector, or one of another length, or one not finite. */
export function finiteOrZero(vector: ArrayLike<number> | null, length: number): Float64Array {
  const copy = new Float64Array(length);
  if (vector?.length !== length) return copy;
  for (let i = 0; i < length; i += 1) copy[i] = vector[i];
  return isFinite(copy) ? copy : copy.fill(0);
}

/** A number that is not finite, less itself, is NaN, and so is any sum with it. */
function isFinite(vector: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < vector.length; i += 1) sum += vector[i] - vector[i];
  return sum === 0;
}
