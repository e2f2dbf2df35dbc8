import { parseDictionary, type DataDictionary, type RecordTable } from '@commonward/schema';
import { seededRandom } from '../seeded-random.js';
import type { BenchmarkReport } from './benchmark-report.js';
import { makeReport, type ReportTask } from './make-report.js';

/** A public dictionary in which every name and label is the given text, and a number. */
export function aDictionary(text: (k: number) => string = (k) => `t${k}`): DataDictionary {
  const labelled = (code: string, k: number) => ({ code, label: text(k) });
  const columns = [
    { name: `${text(0)}0`, type: 'numeric', min: 0, max: 100, bins: [0, 40, 70, 100], missing: [''] },
    { name: `${text(1)}1`, type: 'categorical', categories: [labelled('1', 2), labelled('2', 3), labelled('3', 4)], missing: [], other: true },
    { name: `${text(5)}2`, type: 'categorical', categories: [labelled('no', 6), labelled('yes', 7)], missing: [''] },
  ];
  return parseDictionary({ text: JSON.stringify({ name: text(8), version: text(9), kind: 'table', unit: 'patient', public: true, target: `${text(5)}2`, columns }), file: 'd.json' });
}

/** Patients whose numbers and stages rise with illness; some of either are missing, and some patients' illness is unknown. */
export function aCohort(rows: number, seed: number): RecordTable {
  const random = seededRandom(seed);
  const ill = Float64Array.from({ length: rows }, () => random.below(2));
  const age = ill.map((y) => (random.uniform() < 0.1 ? NaN : 30 + 25 * y + 30 * random.uniform()));
  const stage = ill.map((y) => (random.uniform() < 0.1 ? 3 : Math.min(2, random.below(2) + y)));
  return { rows, columns: [age, stage, ill.map((y) => (random.uniform() < 0.05 ? NaN : y))] };
}

export const aTask = (changes: Partial<ReportTask> = {}): ReportTask => ({
  study: 'study-1',
  planSha256: 'a'.repeat(64),
  generatorSha256: 'b'.repeat(64),
  dictionary: aDictionary(),
  synthetic: aCohort(60, 1),
  hospitals: [aCohort(40, 2), aCohort(20, 4)],
  tests: [aCohort(30, 3), aCohort(20, 5)],
  guarantee: { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  subgroups: ['t11'],
  seed: 0,
  ...changes,
});

export const aReport = (changes: Partial<ReportTask> = {}): BenchmarkReport => makeReport(aTask(changes));
