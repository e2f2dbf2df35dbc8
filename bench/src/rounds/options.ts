import { Command, InvalidArgumentError } from 'commander';
import { listOf, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

/** Flower's engines: `start_server` with `start_client`, or a SuperLink with SuperNodes. */
const ENGINES = ['legacy', 'superlink'] as const;
export type Engine = (typeof ENGINES)[number];

export interface RoundsOptions {
  readonly sites: readonly number[];
  /** Sizes of a site's vector, in units of 2^20 bytes. */
  readonly megabytes: readonly number[];
  /** Rounds that are timed in each cell, after those that warm up. */
  readonly rounds: number;
  readonly engines: readonly Engine[];
  readonly json: boolean;
}

/**
 * Reads the command line of `bench:rounds`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function roundsOptions(argv: readonly string[]): RoundsOptions | null {
  const command = new Command('bench:rounds')
    .description('Round time of the whole stack over loopback, plain and masked, and of Flower where $PYTHON (or python3) has flwr.')
    .option('--sites <counts>', 'numbers of sites, with commas between', listOf(wholeNumber(3, 100)), [4, 16, 64])
    .option('--megabytes <sizes>', 'sizes of a vector, with commas between', listOf(wholeNumber(1, 14)), [1, 10])
    .option('--rounds <count>', 'rounds that are timed in each cell', wholeNumber(1, 50), 5)
    .option('--engines <names>', `engines of Flower, with commas between: ${ENGINES.join(', ')}`, enginesIn, ENGINES)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<RoundsOptions>(command, argv);
}

function enginesIn(text: string): readonly Engine[] {
  return text.split(',').map((name) => {
    const engine = ENGINES.find((known) => known === name);
    if (engine === undefined) throw new InvalidArgumentError(`Expected ${ENGINES.join(' or ')}.`);
    return engine;
  });
}
