import { runBench } from '../run-bench.js';
import { loadFitbit, simulatedFitbit } from './load-fitbit.js';
import { measureDays, measureRealDays } from './measure-days.js';
import { optionsOf, type Options } from './options.js';
import { eachScore, meanOf, rowOf, rowText, scoresText, type SeriesRow } from './report.js';
import type { SplitKind } from './splits.js';

const DELTA = 1e-5;

await runBench({ options: optionsOf, run, mistakes: [] });

function run({ dataDir, epsilon: epsilons, trust, seeds, firstSeed, splits, json }: Options): void {
  const real = dataDir === null ? simulatedFitbit() : loadFitbit(dataDir);
  const each = Array.from({ length: seeds }, (_, turn) => firstSeed + turn);
  const say = (text: string): void => void (json || process.stdout.write(`${text}\n`));
  say(`${real.days.rows} days${dataDir === null ? ', simulated' : '; public benchmark, not private'}`);
  const rows = splits.flatMap((split) => epsilons.map((epsilon) => cell(split, epsilon)));
  const reference = splits.map((split) => ({ split, ...realScores(split) }));
  for (const { split, scores, forecast } of reference) say(`real days, split by ${split}; forecast R2 ${forecast.toFixed(3)}\n  ${scoresText(scores, null)}`);
  if (json) process.stdout.write(`${JSON.stringify({ days: real.days.rows, rows, real: reference })}\n`);

  /** Said as soon as it is known: a whole table takes minutes. */
  function cell(split: SplitKind, epsilon: number): SeriesRow {
    const guarantee = { epsilon, delta: DELTA, unit: 'day', adjacency: 'add-or-remove-one' } as const;
    const runs = each.map((seed) => {
      process.stderr.write(`epsilon ${epsilon}, split by ${split}, seed ${seed}, ${seeds} in all\n`);
      return measureDays({ real, split, guarantee, trust }, seed);
    });
    const row = rowOf(runs, { split, trust, epsilon });
    say(rowText(row));
    return row;
  }

  function realScores(split: SplitKind) {
    const runs = each.map((seed) => measureRealDays(real, split, seed));
    return { scores: eachScore((name) => meanOf(runs.map((scores) => scores[name]))), forecast: meanOf(runs.map(({ forecast }) => forecast)) };
  }
}
