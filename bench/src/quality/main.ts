import { CohortError } from '@commonward/cohorts';
import { DictionaryError, TableFileError } from '@commonward/schema';
import { loadCohort } from '@commonward/cohorts/files';
import { UsageError } from '../usage-error.js';
import { measure } from './measure.js';
import { qualityOptions } from './options.js';
import type { QualityOptions } from './options.js';
import { reportText } from './report-text.js';
import { qualityReport } from './report.js';

const WRONG_USE = 2;

try {
  const options = qualityOptions(process.argv.slice(2));
  if (options !== null) run(options);
} catch (error) {
  if (!isUserMistake(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

/** One report for each epsilon, setting and generator; those of an epsilon as soon as they are there. */
function run({ data, dataDir, epsilons, delta, trust, setting: settings, generator: generators, seeds, firstSeed, force, json }: QualityOptions): void {
  const cohort = loadCohort({ data, dataDir, warn: progress });
  for (const epsilon of epsilons) {
    const started = performance.now();
    const guarantee = { epsilon, delta, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
    const { real, synthetic } = measure({ cohort, guarantee, trust, settings, generators, seeds, firstSeed, force, progress });
    const terms = { dictionary: cohort.dictionary, guarantee, trust, real, reference: synthetic[0], seconds: (performance.now() - started) / 1000 };
    for (const generated of synthetic) {
      const report = qualityReport({ ...terms, generated });
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${reportText(report)}\n`);
    }
  }
}

function isUserMistake(error: unknown): error is Error {
  return [UsageError, CohortError, DictionaryError, TableFileError].some((kind) => error instanceof kind);
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
