import { UsageError } from '../usage-error.js';
import { measureTables } from './measure.js';
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

/** One object for each study, each as soon as it is there. */
function run({ rows, columns, epsilons, ...options }: TablesOptions): void {
  for (const width of columns) {
    for (const size of rows) {
      for (const epsilon of epsilons) process.stdout.write(`${JSON.stringify(measureTables({ ...options, rows: size, columns: width, epsilon }))}\n`);
    }
  }
}
