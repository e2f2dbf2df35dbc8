import { systemRandom } from '@commonward/privacy';
import { DiscreteGaussianTable, largestTableVariance, sampleDiscreteGaussian, WordStream } from '@commonward/privacy/samplers';
import { boxMuller } from './box-muller.js';

export interface SamplerTask {
  readonly variances: readonly number[];
  /** Samples drawn by each sampler in each repeat. */
  readonly draws: number;
  readonly repeats: number;
  /** Seconds of processor time that this process has used. */
  readonly cpuSeconds: () => number;
}

/** Samples per second of processor time, on words of the system generator: medians over repeats. */
export interface SamplerSpeeds {
  readonly variance: number;
  /** Null where the variance is too large for a table. */
  readonly table: { readonly perSecond: number; readonly buildSeconds: number } | null;
  readonly rejection: number;
  readonly boxMuller: number;
}

type Sampler = (words: WordStream) => number;

/** In each repeat the samplers take turns, so that what else the machine does falls on all of them. */
export function measure({ variances, ...task }: SamplerTask): SamplerSpeeds[] {
  return variances.map((variance) => speedsOf(variance, task));
}

function speedsOf(variance: number, task: Omit<SamplerTask, 'variances'>): SamplerSpeeds {
  const target = new Float64Array(task.draws);
  const turns = Array.from({ length: task.repeats }, () => {
    const table = variance <= largestTableVariance ? timedTable(variance, task) : null;
    const perSecond = (sampler: Sampler): number => task.draws / secondsOf(task, () => fill(target, sampler));
    return {
      table: table === null ? null : { perSecond: perSecond((words) => table.built.sample(words)), buildSeconds: table.seconds },
      rejection: perSecond((words) => sampleDiscreteGaussian(variance, words)),
      boxMuller: perSecond(boxMuller(variance)),
    };
  });
  const tables = turns.flatMap(({ table }) => (table === null ? [] : [table]));
  return {
    variance,
    table: tables.length === 0 ? null : { perSecond: median(tables.map((t) => t.perSecond)), buildSeconds: median(tables.map((t) => t.buildSeconds)) },
    rejection: median(turns.map(({ rejection }) => rejection)),
    boxMuller: median(turns.map((turn) => turn.boxMuller)),
  };
}

function timedTable(variance: number, task: Pick<SamplerTask, 'cpuSeconds'>): { built: DiscreteGaussianTable; seconds: number } {
  let built = new DiscreteGaussianTable(variance);
  const seconds = secondsOf(task, () => (built = new DiscreteGaussianTable(variance)));
  return { built, seconds };
}

function secondsOf({ cpuSeconds }: Pick<SamplerTask, 'cpuSeconds'>, run: () => unknown): number {
  const before = cpuSeconds();
  run();
  return cpuSeconds() - before;
}

function fill(target: Float64Array, sampler: Sampler): void {
  WordStream.lend(systemRandom, (words) => {
    for (let i = 0; i < target.length; i++) target[i] = sampler(words);
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
