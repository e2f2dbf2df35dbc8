import { Command } from 'commander';
import { listOf, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface EvaluationOptions {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly hospitals: number;
}

/**
 * Reads the command line of `bench:evaluation`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function evaluationOptions(argv: readonly string[]): EvaluationOptions | null {
  const command = new Command('bench:evaluation')
    .description('What a full report costs: time and memory by rows and columns, for patients of a simulated trial; prints one JSON object for each size.')
    .option('--rows <counts>', 'numbers of synthetic records, and of real ones to train on, separated by commas; a third as many to test on', listOf(wholeNumber(1)), [1000, 10_000, 100_000])
    .option('--columns <counts>', 'numbers of columns, separated by commas', listOf(wholeNumber(1)), [10, 20, 40])
    .option('--hospitals <count>', 'number of hospitals that the real records come from', wholeNumber(1), 4)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<EvaluationOptions>(command, argv);
}
