import { CommanderError, type Command } from 'commander';
import { UsageError } from './usage-error.js';

/**
 * What the command line of a benchmark says.
 *
 * @param command that exits by an error and writes none itself
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function optionsIn<Options extends object>(command: Command, argv: readonly string[]): Options | null {
  try {
    return command.parse([...argv], { from: 'user' }).opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    throw new UsageError(`${error.message.replace(/^error: /, '')} (--help lists the options)`);
  }
}
