import { loadCohort } from '@commonward/cohorts/files';
import { backends, startBackend } from '../start-backend.js';
import { COHORT_MISTAKES, printed, runBench } from '../run-bench.js';
import { measure } from './measure.js';
import { ganOptions, type GanOptions } from './options.js';
import { reportText } from './report-text.js';

const DELTA = 1e-5;

await runBench({ options: ganOptions, run: printed(run), mistakes: COHORT_MISTAKES });

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

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
