import { runBench } from '../run-bench.js';
import { measureTables, type TablesResult } from './measure.js';
import { tablesOptions } from './options.js';
import type { TablesOptions } from './options.js';

await runBench({ options: tablesOptions, run, mistakes: [RangeError] });

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
