import { loadCohort } from '@commonward/cohorts/files';
import { COHORT_MISTAKES, printed, runBench } from '../run-bench.js';
import { backends, startBackend } from '../start-backend.js';
import { measure, type NetworkScores } from './measure.js';
import { networkOptions, type NetworkOptions } from './options.js';

const DELTA = 1e-5;

await runBench({ options: networkOptions, run: printed(run), mistakes: COHORT_MISTAKES });

async function run({ data, dataDir, epsilon: epsilons, trust, steps, firstSeed, seeds, json }: NetworkOptions): Promise<string> {
  const { dictionary, sites } = loadCohort({ data, dataDir, warn: progress });
  for (const backend of backends) if (await startBackend(backend)) break;
  const scores: NetworkScores[] = [];
  for (const epsilon of epsilons) {
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
      scores.push(measure({ dictionary, sites, guarantee: { epsilon, delta: DELTA, unit: 'patient', adjacency: 'add-or-remove-one' }, trust, steps, seed, cpuSeconds }));
      progress(line(scores.slice(-1)));
    }
  }
  if (json) return `${JSON.stringify({ trust, steps, delta: DELTA, scores })}\n`;
  return epsilons.map((epsilon) => `${line(scores.filter((score) => score.epsilon === epsilon))}\n`).join('');
}

/** Means, and standard deviations over seeds. */
function line(scores: readonly NetworkScores[]): string {
  const over = (name: string, of: (score: NetworkScores) => number) => {
    const values = scores.map(of);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = values.length < 2 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    return `${name} ${mean.toFixed(3)} (sd ${deviation.toFixed(3)})`;
  };
  return [
    `epsilon ${scores[0].epsilon}, seeds ${scores.map(({ seed }) => seed).join(' ')}:`,
    over('signal to noise', ({ signalToNoise }) => signalToNoise),
    over('accuracy', ({ accuracy }) => accuracy),
    over('less real records', ({ accuracy, real }) => accuracy - real.accuracy),
    over('AUROC', ({ auroc }) => auroc),
    over('TV1', ({ tv1 }) => tv1),
    over('TV2', ({ tv2 }) => tv2),
    over('CPU s', ({ cpuSeconds: seconds }) => seconds),
  ].join('  ');
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
