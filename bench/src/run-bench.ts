import { CohortError } from '@commonward/cohorts';
import { DictionaryError, TableFileError } from '@commonward/schema';
import { UsageError } from './usage-error.js';

const WRONG_USE = 2;

/** What somebody who gave a wrong folder, dictionary or table is told. */
export const COHORT_MISTAKES = [CohortError, DictionaryError, TableFileError] as const;

export interface Bench<Options> {
  /** What a command line asks for; null if only for help. @throws UsageError with one sentence */
  readonly options: (argv: readonly string[]) => Options | null;
  readonly run: (options: Options) => Promise<void> | void;
  /** Errors that are the user's own mistake, besides UsageError. */
  readonly mistakes: readonly (abstract new (...given: never[]) => Error)[];
}

/** Runs a benchmark as the command line of this process asks for; a mistake of the user is one sentence and exit code 2. */
export async function runBench<Options>({ options: read, run, mistakes }: Bench<Options>): Promise<void> {
  try {
    const options = read(process.argv.slice(2));
    if (options !== null) await run(options);
  } catch (error) {
    if (!(error instanceof Error && [UsageError, ...mistakes].some((kind) => error instanceof kind))) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = WRONG_USE;
  }
}

/** For a benchmark whose report is one text. */
export const printed =
  <Options>(report: (options: Options) => Promise<string> | string) =>
  async (options: Options): Promise<void> => {
    process.stdout.write(await report(options));
  };
