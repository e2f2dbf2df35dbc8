import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatenated, fidelity, trainSyntheticTestReal, type Scores } from '@commonward/evaluation';
import { readTable } from '@commonward/schema';
import type { StudyView } from './coordinator-client.js';
import type { DemoCohort } from './demo-cohort.js';

/** How good the export is, and what that was computed from. */
export interface DemoScores {
  readonly fidelity: { readonly tv1: number; readonly tv2: number | null; readonly basis: string };
  /** One entry for each classifier; empty where real records may not be looked at. */
  readonly utility: Readonly<Record<string, Scores>>;
}

const CLASSIFIER_SEED = 1;
const PUBLIC_BENCHMARK = 'public benchmark, not private';
const RELEASES_ONLY = 'released statistics: costs nothing';

/**
 * Exact scores where the dictionary says that the records are public, or simulated; otherwise only what follows from
 * the releases.
 */
export function scoreExport(cohort: DemoCohort, directory: string, study: StudyView): DemoScores {
  const { dictionary, sites, test } = cohort;
  if (!dictionary.public) {
    return { fidelity: { tv1: study.fidelity?.tv1 ?? NaN, tv2: study.fidelity?.tv2 ?? null, basis: RELEASES_ONLY }, utility: {} };
  }
  const file = join(directory, 'data.csv');
  const synthetic = readTable({ text: readFileSync(file, 'utf8'), file, dictionary }).table;
  const { tv1, tv2 } = fidelity({ synthetic, real: concatenated(sites.map(({ table }) => table)), dictionary });
  const utility = test === null ? {} : trainSyntheticTestReal({ train: synthetic, test, dictionary, seed: CLASSIFIER_SEED }).classifiers;
  return { fidelity: { tv1, tv2, basis: PUBLIC_BENCHMARK }, utility };
}
