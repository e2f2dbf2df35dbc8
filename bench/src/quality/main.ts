import { loadCohort } from '@commonward/cohorts/files';
import { COHORT_MISTAKES, runBench } from '../run-bench.js';
import { comparison } from './comparison.js';
import { comparisonText } from './comparison-text.js';
import { measure, type BenchmarkCohort } from './measure.js';
import { qualityOptions } from './options.js';
import type { QualityOptions } from './options.js';
import { measurePeers, type PeerOutcome } from './peers/measure-peers.js';
import { openTablePeers } from './peers/table-peers.js';
import { reportText } from './report-text.js';
import { qualityReport, type QualityReport } from './report.js';

await runBench({ options: qualityOptions, run, mistakes: COHORT_MISTAKES });

/** One report for each epsilon and generator, those of an epsilon as soon as they are there; then all of them beside others. */
async function run(options: QualityOptions): Promise<void> {
  const cohort = loadCohort({ data: options.data, dataDir: options.dataDir, warn: progress });
  const reports = options.epsilons.flatMap((epsilon) => {
    const ofEpsilon = reportsOf(cohort, options, epsilon);
    for (const report of ofEpsilon) process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${reportText(report)}\n`);
    return ofEpsilon;
  });
  const rows = comparison(reports, await others(cohort, options));
  process.stdout.write(options.json ? `${JSON.stringify({ comparison: rows })}\n` : comparisonText(rows));
}

function reportsOf(cohort: BenchmarkCohort, { delta, trust, setting: settings, generator: generators, seeds, firstSeed, force }: QualityOptions, epsilon: number): QualityReport[] {
  const started = performance.now();
  const guarantee = { epsilon, delta, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const { real, synthetic } = measure({ cohort, guarantee, trust, settings, generators, seeds, firstSeed, force, progress });
  const terms = { dictionary: cohort.dictionary, guarantee, trust, real, reference: synthetic[0], seconds: (performance.now() - started) / 1000 };
  return synthetic.map((generated) => qualityReport({ ...terms, generated }));
}

async function others(cohort: BenchmarkCohort, { peers: methods, epsilons, delta, seeds, firstSeed }: QualityOptions): Promise<PeerOutcome[]> {
  const peers = methods.length === 0 ? null : await openTablePeers({ python: process.env['PYTHON'] ?? 'python3', env: process.env });
  if (peers === null) return methods.map((method) => ({ method, source: null, guarantee: null, scores: [], problems: [] }));
  const outcomes = await measurePeers({ cohort, peers, methods, epsilons, delta, seeds, firstSeed, progress });
  peers.close();
  return outcomes;
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
