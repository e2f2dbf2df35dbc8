import { printed, runBench } from '../run-bench.js';
import { releaseCost } from './measure.js';
import { recordsOptions, type RecordsOptions } from './options.js';
import { reportText } from './report-text.js';

await runBench({ options: recordsOptions, run: printed(run), mistakes: [] });

function run(options: RecordsOptions): string {
  const costs = options.rows.map((rows) => releaseCost(rows, options));
  return options.json ? `${JSON.stringify({ runtime: `Node ${process.version}`, costs })}\n` : reportText(costs);
}
