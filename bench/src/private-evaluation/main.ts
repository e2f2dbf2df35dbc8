import { BENCHMARK_DELTA } from '../quality/options.js';
import { loadCohort } from '@commonward/cohorts/files';
import { COHORT_MISTAKES, runBench } from '../run-bench.js';
import { evaluationOptions, type EvaluationOptions } from './options.js';
import { evaluationRun, type EvaluationRun } from './run.js';

await runBench({ options: evaluationOptions, run, mistakes: COHORT_MISTAKES });

function run({ data, dataDir, epsilon: epsilons, share, trust, runs, json }: EvaluationOptions): void {
  const { dictionary, sites } = loadCohort({ data, dataDir, warn: progress });
  for (const epsilon of epsilons) {
    const guarantee = { epsilon, delta: BENCHMARK_DELTA, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
    const results = Array.from({ length: runs }, (_, seed) => {
      progress(`epsilon ${epsilon}: run ${seed + 1} of ${runs}`);
      return evaluationRun({ dictionary, sites, guarantee, share, trust, seed });
    });
    const row = { guarantee, share, trust, runs, ...summary(results) };
    process.stdout.write(json ? `${JSON.stringify(row)}\n` : `${text(row)}\n`);
  }
}

/** Of the runs whose evaluation said anything. */
function summary(results: readonly EvaluationRun[]) {
  const told = results.flatMap(({ utility, onSites, onOthers }) => (utility.kind === 'estimated' ? [{ ...utility.accuracy, onSites, onOthers }] : []));
  const mean = (of: (one: (typeof told)[number]) => number): number => told.reduce((sum, one) => sum + of(one), 0) / told.length;
  return {
    told: told.length,
    held: told.filter(({ low, high, onSites }) => low <= onSites && onSites <= high).length,
    halfWidth: mean(({ low, high }) => (high - low) / 2),
    error: Math.sqrt(mean(({ value, onSites }) => (value - onSites) ** 2)),
    onSites: mean(({ onSites }) => onSites),
    onOthers: mean(({ onOthers }) => onOthers),
  };
}

function text({ guarantee: { epsilon, delta }, share, trust, runs, told, held, halfWidth, error, onSites, onOthers }: ReturnType<typeof summary> & Omit<EvaluationOptions, 'epsilon' | 'data' | 'dataDir' | 'json'> & { readonly guarantee: { readonly epsilon: number; readonly delta: number } }): string {
  const short = (value: number) => value.toFixed(3);
  return (
    `epsilon ${epsilon}, delta ${delta}, ${share} of rho for the evaluation, trust ${trust}, ${runs} runs: ${told} told anything; the true accuracy on the sites' records lay in the 95 % interval in ${held}.\n` +
    `half an interval ${short(halfWidth)}, root mean square error ${short(error)}; true accuracy on the sites' records ${short(onSites)}, on held-out ones ${short(onOthers)} (means)`
  );
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
