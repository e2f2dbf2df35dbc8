import { UsageError } from '../usage-error.js';
import { measureEvaluation } from './measure.js';
import { evaluationOptions } from './options.js';

const WRONG_USE = 2;

try {
  const options = evaluationOptions(process.argv.slice(2));
  if (options !== null) {
    const { hospitals } = options;
    for (const columns of options.columns) for (const rows of options.rows) process.stdout.write(`${JSON.stringify(measureEvaluation({ rows, columns, hospitals }))}\n`);
  }
} catch (error) {
  if (!(error instanceof UsageError || error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}
