import type { Cohort } from '../cohort.js';
import { uniformStream } from '../uniform-stream.js';
import { heartDiseaseDictionary } from './dictionary.js';
import { hospitals, type Hospital } from './hospitals.js';
import { normalFrom, simulatedPatient, type Normal } from './patient-model.js';

/** Columns that are missing together: the patients who miss the first of a group miss the others before anyone else. */
const EXAMINATIONS: readonly (readonly string[])[] = [
  ['trestbps', 'restecg', 'thalach', 'exang', 'oldpeak', 'slope'],
  ['chol', 'fbs'],
  ['ca'],
  ['thal'],
];
const MISSING = '?';
const ZERO = '0';
/** Women referred for angiography have disease less often: how strongly a low burden makes a patient a woman. */
const SEX_LOADING = 0.6;

/**
 * Simulates the four hospitals of the Heart Disease data, for use where the real files are not at hand.
 *
 * Sizes, numbers of diseased patients and of women, and missing cells of each column and hospital equal the published
 * figures; the findings come from `patient-model.ts` and from no record.
 * @param seed 32 bytes; the same seed gives the same texts
 * @throws RangeError if the seed has another length
 */
export function simulateHeartDisease({ seed }: { seed: Uint8Array }): Cohort {
  const normal = normalFrom(uniformStream(seed));
  const sites = hospitals.map((hospital) => ({ name: hospital.site, csv: hospitalCsv(hospital, normal) }));
  return { dictionary: heartDiseaseDictionary, sites };
}

function hospitalCsv(hospital: Hospital, normal: Normal): string {
  const { records, diseased, women, ageShift } = hospital;
  const patients = Array.from({ length: records }, (_, i) => simulatedPatient({ diseased: i < diseased, ageShift, normal }));
  const rows: Record<string, string>[] = patients.map(({ cells }) => ({ ...cells, sex: '1' }));
  const bySex = ranked(patients.map(({ burden }) => SEX_LOADING * burden + normal()));
  bySex.slice(0, women).forEach((i) => (rows[i].sex = '0'));
  for (const examination of EXAMINATIONS) blank(rows, { hospital, examination, normal });
  const order = ranked(rows.map(() => normal()));
  const columns = heartDiseaseDictionary.columns.map(({ name }) => name);
  const lines = order.map((i) => columns.map((name) => rows[i][name]).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/** Blanks the published number of cells: first those with "?", then those with a zero that means missing. */
function blank(
  rows: Record<string, string>[],
  { hospital, examination, normal }: { hospital: Hospital; examination: readonly string[]; normal: Normal },
): void {
  const order = ranked(rows.map(() => normal()));
  for (const column of examination) {
    const missing = hospital.missing[column] ?? 0;
    const zeros = hospital.zeros[column] ?? 0;
    order.slice(0, missing).forEach((i) => (rows[i][column] = MISSING));
    order.slice(missing, missing + zeros).forEach((i) => (rows[i][column] = ZERO));
  }
}

/** The indices of the scores, from the lowest score to the highest. */
function ranked(scores: readonly number[]): number[] {
  return scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b] || a - b);
}
