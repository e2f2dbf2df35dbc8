import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Trust } from '@commonward/synthesis/plan';
import { listOf, positive, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';
import { runBench } from '../run-bench.js';
import { loadChestXray, simulatedChestXray } from './load-chest-xray.js';
import { measureImages, measureReal, type ImageRun } from './measure-images.js';
import { sheetOf } from './sheet.js';

const DELTA = 1e-5;

interface Options {
  /** Null for simulated images. */
  readonly dataDir: string | null;
  readonly epsilon: readonly number[];
  readonly trust: Trust;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly classifiers: boolean;
  readonly force: boolean;
  readonly sheet?: string;
  readonly json: boolean;
}

await runBench({ options: optionsOf, run, mistakes: [] });

function run({ dataDir, epsilon: epsilons, trust, seeds, firstSeed, classifiers, force, sheet, json }: Options): void {
  const real = dataDir === null ? simulatedChestXray() : loadChestXray(dataDir);
  const progress = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  const say = (line: string): void => void (json || process.stdout.write(`${line}\n`));
  const rows = epsilons.map((epsilon) => {
    const runs = measureImages({ real, guarantee: { epsilon, delta: DELTA, unit: 'image', adjacency: 'add-or-remove-one' }, trust, seeds, firstSeed, classifiers, force, progress });
    if (sheet !== undefined) writeFileSync(`${sheet}-${trust}-${epsilon}.pgm`, sheetOf(runs[0].sheet));
    const row = { epsilon, delta: DELTA, trust, seeds, covaried: runs[0].covaried, ...summary(runs) };
    say(JSON.stringify(row));
    return row;
  });
  const baseline = measureReal(real, classifiers);
  say(`real ${JSON.stringify(baseline)}`);
  if (json) process.stdout.write(`${JSON.stringify({ rows, real: baseline })}\n`);
}

function summary(runs: readonly ImageRun[]): Record<string, string> {
  const utilities = runs.flatMap(({ utility }) => utility ?? []);
  const expected = meanOf(runs.map(({ expectedFrechet }) => expectedFrechet));
  const spread = (values: readonly number[]): string => {
    const mean = meanOf(values);
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(values.length - 1, 1));
    return `${mean.toFixed(3)} (sd ${sd.toFixed(3)})`;
  };
  return {
    ...(utilities.length === 0 ? {} : { auroc: spread(utilities.map(({ auroc }) => auroc)), balancedAccuracy: spread(utilities.map(({ balancedAccuracy }) => balancedAccuracy)) }),
    frechet: spread(runs.map(({ fidelity }) => fidelity.frechet)),
    forecastFrechet: expected.toFixed(3),
    forecastOverMeasured: (expected / meanOf(runs.map(({ fidelity }) => fidelity.frechet))).toFixed(2),
    frechetClean: spread(runs.map(({ clean }) => clean.frechet)),
    frechetOfMeansAlone: spread(runs.map(({ meansAlone }) => meansAlone.frechet)),
    diversity: spread(runs.map(({ fidelity }) => fidelity.diversity)),
    diversityOfMeansAlone: spread(runs.map(({ meansAlone }) => meansAlone.diversity)),
    diversityClean: spread(runs.map(({ clean }) => clean.diversity)),
    nearest: spread(runs.map(({ fidelity }) => fidelity.nearest)),
    memorised: spread(runs.map(({ fidelity }) => fidelity.memorised)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function optionsOf(argv: readonly string[]): Options | null {
  const command = new Command('bench:images')
    .description('Scores federated synthetic chest X-rays: train on synthetic, test on real.')
    .option('--data-dir <folder>', 'the folder that holds chest-xray/pneumoniamnist.npz (without it: simulated images)')
    .option('--epsilon <list>', 'privacy budgets of every site, with commas', listOf(positive), [1, 3, 10])
    .addOption(new Option('--trust <mode>', 'local: every site adds the full noise itself; shared: any three of four do together').choices(['local', 'shared']).makeOptionMandatory())
    .option('--seeds <count>', 'number of repetitions', wholeNumber(1), 3)
    .option('--first-seed <number>', 'the seed of the first repetition; the others follow', wholeNumber(0), 0)
    .option('--force', 'run studies that are refused all the same', false)
    .option('--no-classifiers', 'only compare images, which takes a tenth of the time')
    .option('--sheet <prefix>', 'write sheets of images to look at')
    .option('--json', 'print one JSON object', false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const parsed = optionsIn<Omit<Options, 'dataDir'> & { readonly dataDir?: string }>(command, argv);
  if (parsed === null) return null;
  return { ...parsed, dataDir: parsed.dataDir ?? null };
}
