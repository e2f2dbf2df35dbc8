import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Trust } from '@commonward/synthesis/plan';
import { optionsIn } from '../options-in.js';
import { UsageError } from '../usage-error.js';
import { loadChestXray, simulatedChestXray } from './load-chest-xray.js';
import { measureImages, measureReal, type ImageRun } from './measure-images.js';
import { sheetOf } from './sheet.js';

const WRONG_USE = 2;
const DELTA = 1e-5;

interface Options {
  /** Null for simulated images. */
  readonly dataDir: string | null;
  readonly epsilon: readonly number[];
  readonly trust: Trust;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly sheet?: string;
  readonly json: boolean;
}

try {
  const options = optionsOf(process.argv.slice(2));
  if (options !== null) run(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

function run({ dataDir, epsilon: epsilons, trust, seeds, firstSeed, sheet, json }: Options): void {
  const real = dataDir === null ? simulatedChestXray() : loadChestXray(dataDir);
  const progress = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  const rows = epsilons.map((epsilon) => {
    const runs = measureImages({ real, guarantee: { epsilon, delta: DELTA, unit: 'image', adjacency: 'add-or-remove-one' }, trust, seeds, firstSeed, progress });
    if (sheet !== undefined) writeFileSync(`${sheet}-${trust}-${epsilon}.pgm`, sheetOf(runs[0].sheet));
    return { epsilon, delta: DELTA, trust, seeds, covaried: runs[0].covaried, ...summary(runs) };
  });
  const baseline = measureReal(real);
  process.stdout.write(json ? `${JSON.stringify({ rows, real: baseline })}\n` : `${rows.map((row) => JSON.stringify(row)).join('\n')}\nreal ${JSON.stringify(baseline)}\n`);
}

function summary(runs: readonly ImageRun[]): Record<string, string> {
  const spread = (of: (run: ImageRun) => number): string => {
    const values = runs.map(of);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(values.length - 1, 1));
    return `${mean.toFixed(3)} (sd ${sd.toFixed(3)})`;
  };
  return {
    auroc: spread(({ utility }) => utility.auroc),
    balancedAccuracy: spread(({ utility }) => utility.balancedAccuracy),
    frechet: spread(({ fidelity }) => fidelity.frechet),
    frechetClean: spread(({ clean }) => clean.frechet),
    diversity: spread(({ fidelity }) => fidelity.diversity),
    diversityClean: spread(({ clean }) => clean.diversity),
    nearest: spread(({ fidelity }) => fidelity.nearest),
    memorised: spread(({ fidelity }) => fidelity.memorised),
  };
}

function optionsOf(argv: readonly string[]): Options | null {
  const numbers = (text: string): readonly number[] => text.split(',').map(Number);
  const command = new Command('bench:images')
    .description('Scores federated synthetic chest X-rays: train on synthetic, test on real.')
    .option('--data-dir <folder>', 'the folder that holds chest-xray/pneumoniamnist.npz (without it: simulated images)')
    .option('--epsilon <list>', 'privacy budgets of every site, with commas', numbers, [1, 3, 10])
    .addOption(new Option('--trust <mode>', 'local: every site adds the full noise itself; shared: any three of four do together').choices(['local', 'shared']).makeOptionMandatory())
    .option('--seeds <count>', 'number of repetitions', Number, 3)
    .option('--first-seed <number>', 'the seed of the first repetition; the others follow', Number, 0)
    .option('--sheet <prefix>', 'write sheets of images to look at')
    .option('--json', 'print one JSON object', false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const parsed = optionsIn<Omit<Options, 'dataDir'> & { readonly dataDir?: string }>(command, argv);
  if (parsed === null) return null;
  const options = { ...parsed, dataDir: parsed.dataDir ?? null };
  if (!options.epsilon.every((epsilon) => epsilon > 0)) throw new UsageError('--epsilon: expected numbers above 0, with commas between them.');
  if (!(Number.isInteger(options.seeds) && options.seeds > 0)) throw new UsageError('--seeds: expected a whole number above 0.');
  if (!(Number.isSafeInteger(options.firstSeed) && options.firstSeed >= 0)) throw new UsageError('--first-seed: expected a whole number from 0 on.');
  return options;
}
