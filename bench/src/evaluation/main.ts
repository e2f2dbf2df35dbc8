import { runBench } from '../run-bench.js';
import { measureEvaluation } from './measure.js';
import { evaluationOptions, type EvaluationOptions } from './options.js';

await runBench({ options: evaluationOptions, run, mistakes: [RangeError] });

function run({ columns: widths, rows: sizes, hospitals }: EvaluationOptions): void {
  for (const columns of widths) for (const rows of sizes) process.stdout.write(`${JSON.stringify(measureEvaluation({ rows, columns, hospitals }))}\n`);
}
