import type { Guarantee } from '@commonward/accounting';
import { givenSplit, stratifiedSplit, targetProblem } from '@commonward/evaluation';
import type { SiteRecords, Split } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { Trust } from '@commonward/synthesis/plan';
import type { GeneratorName } from '../generators.js';
import { UsageError } from '../usage-error.js';
import { realScores, syntheticScores } from './scores.js';
import type { RealScores, SyntheticScores } from './scores.js';
import type { BenchSetting } from './settings.js';

/** Everything a benchmark knows about the patients. */
export interface BenchmarkCohort {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  /** The test rows that a cohort folder fixes; null leaves the split to the benchmark. */
  readonly test: RecordTable | null;
}

export interface QualityTask {
  readonly cohort: BenchmarkCohort;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly settings: readonly BenchSetting[];
  readonly generators: readonly GeneratorName[];
  readonly seeds: number;
  readonly firstSeed: number;
  /** Whether a study that is refused is run all the same. */
  readonly force: boolean;
  readonly progress: (sentence: string) => void;
}

/** The scores of one setting and generator, seed after seed, on the same splits; every generator of a setting learns from the same releases. */
export interface GeneratorScores {
  readonly setting: BenchSetting;
  readonly generator: GeneratorName;
  readonly scores: readonly SyntheticScores[];
}

/**
 * Scores the federation once per seed: each seed has its own split, unless the cohort comes with test rows;
 * then the scores of the real records are the same for every seed and are computed once.
 *
 * @throws UsageError if the target or the rows do not allow scores, or the study is refused
 */
export function measure({ cohort, guarantee, trust, settings, generators, seeds, firstSeed, force, progress }: QualityTask): { real: RealScores[]; synthetic: GeneratorScores[] } {
  const { dictionary } = cohort;
  const problem = targetProblem(dictionary);
  if (problem !== null) throw new UsageError(`${problem}.`);
  const real: RealScores[] = [];
  const synthetic = settings.flatMap((setting) => generators.map((generator) => ({ setting, generator, scores: [] as SyntheticScores[] })));
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    progress(`seed ${seed}, ${seeds} in all`);
    const split = splitOf(cohort, seed);
    settings.forEach((setting, s) => {
      syntheticScores(split, { dictionary, guarantee, trust, setting, seed, force, generators }).forEach((scores, g) => synthetic[s * generators.length + g].scores.push(scores));
    });
    if (cohort.test === null || seed === firstSeed) real.push(realScores(split, dictionary, seed));
  }
  return { real, synthetic };
}

/** @throws UsageError if a part lacks a class of the target */
export function splitOf({ sites, test, dictionary }: BenchmarkCohort, seed: number): Split {
  const split = test === null ? stratifiedSplit(sites, dictionary, seed) : givenSplit(sites, test);
  const target = dictionary.columns.findIndex(({ name }) => name === dictionary.target);
  for (const part of ['train', 'test'] as const) {
    const labels = split[part].columns[target];
    if (labels.includes(0) && labels.includes(1)) continue;
    throw new UsageError(`the ${part} rows do not hold both classes of the target "${dictionary.target}"; give the benchmark more records.`);
  }
  return split;
}
