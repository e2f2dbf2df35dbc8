import { makeReport, type BenchmarkReport } from '@commonward/evaluation';
import { cpuSeconds } from '../cpu-seconds.js';
import { simulatedSites } from '../tables/simulated-sites.js';

/** What one report cost. */
export interface EvaluationCost {
  readonly rows: number;
  readonly columns: number;
  readonly seconds: number;
  /** Processor time; above `seconds` only by what collects garbage on other threads. */
  readonly cpuSeconds: number;
  /** Largest resident memory of this process so far, in MiB: the patients, the report and all that was measured before. */
  readonly peakMiB: number;
  readonly verdict: BenchmarkReport['verdict'];
  readonly samples: BenchmarkReport['samples'];
  readonly attacked: BenchmarkReport['disclosure']['samples'];
}

/** Reports on patients of a simulated trial as if they were synthetic: other ones than those that hospitals hold. */
export function measureEvaluation({ rows, columns, hospitals }: { rows: number; columns: number; hospitals: number }): EvaluationCost {
  const { dictionary, sites, test } = simulatedSites({ rows, columns, sites: hospitals, seed: 'bench:evaluation' });
  const { train: synthetic } = simulatedSites({ rows, columns, sites: hospitals, seed: 'bench:evaluation/synthetic' });
  const [started, before] = [performance.now(), cpuSeconds()];
  const report = makeReport({ ...NO_STUDY, dictionary, synthetic, hospitals: sites.map(({ table }) => table), tests: [test], subgroups: [], seed: 0 });
  const used = cpuSeconds() - before;
  return {
    rows,
    columns,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: used,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    verdict: report.verdict,
    samples: report.samples,
    attacked: report.disclosure.samples,
  };
}

/** There is neither a plan nor a generator behind simulated patients. */
export const NO_STUDY = {
  study: 'bench-evaluation',
  planSha256: '0'.repeat(64),
  generatorSha256: '0'.repeat(64),
  guarantee: { epsilon: 1, delta: 1e-6, unit: 'patient', adjacency: 'add-or-remove-one' },
} as const;
