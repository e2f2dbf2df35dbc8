import { UsageError } from '../usage-error.js';
import { measureTables, type TablesResult } from './measure.js';
import { tablesOptions } from './options.js';
import type { TablesOptions } from './options.js';

const WRONG_USE = 2;

try {
  const options = tablesOptions(process.argv.slice(2));
  if (options !== null) run(options);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

/** One object for each study and generator; those of a study as soon as they are there. */
function run({ rows, columns, epsilons, setting: settings, generator: generators, ...options }: TablesOptions): void {
  for (const width of columns) {
    for (const size of rows) {
      for (const epsilon of epsilons) for (const setting of settings) print(measureTables({ ...options, setting, generators, rows: size, columns: width, epsilon }));
    }
  }
}

function print(results: readonly TablesResult[]): void {
  for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
}
