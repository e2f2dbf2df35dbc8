import { cpuSeconds } from '../cpu-seconds.js';
import { printed, runBench } from '../run-bench.js';
import { measure } from './measure.js';
import { samplerOptions, type SamplerOptions } from './options.js';
import { reportText } from './report-text.js';

/** Standard deviations of 4, 30, 256, 1024 and 32,768 grid steps; the last is beyond tables. */
const variances = [16, 900, 2 ** 16, 2 ** 20, 2 ** 30];

await runBench({ options: samplerOptions, run: printed(run), mistakes: [] });

function run({ draws, repeats, json }: SamplerOptions): string {
  const speeds = measure({ variances, draws, repeats, cpuSeconds });
  const report = { draws, repeats, runtime: `Node ${process.version}`, speeds };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}
