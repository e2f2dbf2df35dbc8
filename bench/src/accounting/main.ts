import { UsageError } from '../usage-error.js';
import { measure } from './measure.js';
import { accountingOptions, type AccountingOptions } from './options.js';
import { openPeer } from './peer.js';
import { reportText, type AccountingReport } from './report-text.js';
import { TASK } from './task.js';

const WRONG_USE = 2;

try {
  const options = accountingOptions(process.argv.slice(2));
  if (options !== null) process.stdout.write(await run(options));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_USE;
}

async function run({ repeats, json }: AccountingOptions): Promise<string> {
  const peer = await openPeer({ python: process.env['PYTHON'] ?? 'python3', env: process.env });
  const { ours, theirs } = await measure({ repeats, peer: peer.kind === 'none' ? null : peer });
  if (peer.kind === 'peer') peer.close();
  const report: AccountingReport = {
    task: TASK,
    repeats,
    runtime: `Node ${process.version}`,
    ours,
    theirs,
    peer: peer.kind === 'none' ? peer.reason : peer.name,
    ratio: theirs === null ? null : theirs.cpuSeconds / ours.cpuSeconds,
  };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}
