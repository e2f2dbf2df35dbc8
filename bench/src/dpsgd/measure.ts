import type { Contender, Turn } from './contender.js';
import { models, type Model } from './models.js';

/** Examples per second of one contender and one model: medians over turns. */
export interface Speed {
  readonly model: Model['name'];
  readonly contender: string;
  readonly perCpuSecond: number;
  readonly perWallSecond: number;
}

export interface MeasureTask {
  readonly contenders: readonly Contender[];
  readonly turns: number;
  /** Of processor time, for each turn. */
  readonly seconds: number;
  readonly progress: (sentence: string) => void;
}

/** The contenders take turns at each model, so that what else the machine does falls on all of them. */
export async function measure({ contenders, turns, seconds, progress }: MeasureTask): Promise<Speed[]> {
  const speeds: Speed[] = [];
  for (const { name: model } of models) {
    const taken = new Map<string, Turn[]>(contenders.map(({ name }) => [name, []]));
    for (let turn = 0; turn < turns; turn++) {
      for (const contender of contenders) {
        progress(`${model}, turn ${turn + 1} of ${turns}: ${contender.name}`);
        taken.get(contender.name)?.push(await contender.train(model, seconds));
      }
    }
    for (const [contender, all] of taken) speeds.push({ model, contender, ...mediansOf(all) });
  }
  return speeds;
}

function mediansOf(turns: readonly Turn[]): Pick<Speed, 'perCpuSecond' | 'perWallSecond'> {
  return {
    perCpuSecond: median(turns.map(({ examples, cpuSeconds }) => examples / cpuSeconds)),
    perWallSecond: median(turns.map(({ examples, wallSeconds }) => examples / wallSeconds)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
