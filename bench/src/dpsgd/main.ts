import { UsageError } from '../usage-error.js';
import { measure } from './measure.js';
import { openOurs } from './our-contenders.js';
import { dpSgdOptions, type DpSgdOptions } from './options.js';
import { openPeer } from './peer.js';
import { reportText, type DpSgdReport } from './report-text.js';

const WRONG_USE = 2;

try {
  const options = dpSgdOptions(process.argv.slice(2));
  if (options !== null) process.stdout.write(await run(options));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

async function run({ turns, seconds, json }: DpSgdOptions): Promise<string> {
  const [ours, theirs] = [await openOurs(process.env), await openPeer({ python: process.env['PYTHON'] ?? 'python3', env: process.env })];
  const progress = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  const speeds = await measure({ contenders: [...ours.contenders, ...theirs.contenders], turns, seconds, progress });
  [ours, theirs].forEach(({ close }) => close());
  const report: DpSgdReport = { turns, seconds, runtime: `Node ${process.version}`, speeds, absent: [...ours.absent, ...theirs.absent] };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}
