import { UsageError } from '../usage-error.js';
import { measure } from './measure.js';
import { samplerOptions, type SamplerOptions } from './options.js';
import { reportText } from './report-text.js';

const WRONG_USE = 2;

/** Standard deviations of 4, 30, 256, 1024 and 32,768 grid steps; the last is beyond tables. */
const variances = [16, 900, 2 ** 16, 2 ** 20, 2 ** 30];

try {
  const options = samplerOptions(process.argv.slice(2));
  if (options !== null) process.stdout.write(run(options));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

function run({ draws, repeats, json }: SamplerOptions): string {
  const speeds = measure({ variances, draws, repeats, cpuSeconds });
  const report = { draws, repeats, runtime: `Node ${process.version}`, speeds };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
