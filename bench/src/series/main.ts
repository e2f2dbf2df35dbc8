import { UsageError } from '../usage-error.js';
import { loadFitbit } from './load-fitbit.js';
import { measureDays, measureRealDays } from './measure-days.js';
import { optionsOf, type Options } from './options.js';
import { eachScore, meanOf, rowOf, rowText, scoresText } from './report.js';
import { SPLITS, type SplitKind } from './splits.js';

const WRONG_USE = 2;
const DELTA = 1e-5;
/** Of four sites, one may be corrupt when noise is shared. */
const HONEST = { local: 1, shared: 3 } as const;

try {
  const options = optionsOf(process.argv.slice(2));
  if (options !== null) run(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

function run({ dataDir, epsilon: epsilons, trust, seeds, json }: Options): void {
  const real = loadFitbit(dataDir);
  const each = Array.from({ length: seeds }, (_, seed) => seed);
  const rows = epsilons.flatMap((epsilon) =>
    SPLITS.map((split) => {
      const guarantee = { epsilon, delta: DELTA, unit: 'day', adjacency: 'add-or-remove-one' } as const;
      const runs = each.map((seed) => {
        process.stderr.write(`epsilon ${epsilon}, split by ${split}, seed ${seed + 1} of ${seeds}\n`);
        return measureDays({ real, split, guarantee, honestSites: HONEST[trust] }, seed);
      });
      return rowOf(runs, { split, trust, epsilon });
    }),
  );
  const reference = SPLITS.map((split) => ({ split, ...realScores(split) }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ days: real.days.rows, rows, real: reference })}\n`);
    return;
  }
  const realRows = reference.map(({ split, scores, forecast }) => `real days, split by ${split}; forecast R2 ${forecast.toFixed(3)}\n  ${scoresText(scores, null)}`);
  process.stdout.write(`${[`${real.days.rows} days; public benchmark, not private`, ...rows.map(rowText), ...realRows].join('\n')}\n`);

  function realScores(split: SplitKind) {
    const runs = each.map((seed) => measureRealDays(real, split, seed));
    return { scores: eachScore((name) => meanOf(runs.map((scores) => scores[name]))), forecast: meanOf(runs.map(({ forecast }) => forecast)) };
  }
}
