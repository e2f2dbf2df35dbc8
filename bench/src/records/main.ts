import { UsageError } from '../usage-error.js';
import { releaseCost } from './measure.js';
import { recordsOptions } from './options.js';
import { reportText } from './report-text.js';

const WRONG_USE = 2;

try {
  const options = recordsOptions(process.argv.slice(2));
  if (options !== null) {
    const costs = options.rows.map((rows) => releaseCost(rows, options));
    process.stdout.write(options.json ? `${JSON.stringify({ runtime: `Node ${process.version}`, costs })}\n` : reportText(costs));
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}
