import { CohortError } from '@commonward/cohorts';
import { loadCohort } from '@commonward/cohorts/files';
import { DictionaryError, TableFileError } from '@commonward/schema';
import { backends, startBackend } from '../start-backend.js';
import { UsageError } from '../usage-error.js';
import { measure } from './measure.js';
import { ganOptions, type GanOptions } from './options.js';
import { reportText } from './report-text.js';

const WRONG_USE = 2;
const DELTA = 1e-5;

try {
  const options = ganOptions(process.argv.slice(2));
  if (options !== null) process.stdout.write(await run(options));
} catch (error) {
  if (!isUserMistake(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

async function run({ data, dataDir, epsilon, seeds, json }: GanOptions): Promise<string> {
  const { dictionary, sites } = loadCohort({ data, dataDir, warn: progress });
  for (const backend of backends) if (await startBackend(backend)) break;
  const guarantee = epsilon === null ? null : ({ epsilon, delta: DELTA, unit: 'patient', adjacency: 'add-or-remove-one' } as const);
  const scores = measure({ dictionary, sites, guarantee, seeds, cpuSeconds, progress });
  const report = { epsilon, delta: guarantee === null ? null : DELTA, scores };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function isUserMistake(error: unknown): error is Error {
  return [UsageError, CohortError, DictionaryError, TableFileError].some((kind) => error instanceof kind);
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
