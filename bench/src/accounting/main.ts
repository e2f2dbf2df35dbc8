import { printed, runBench } from '../run-bench.js';
import { measure } from './measure.js';
import { accountingOptions, type AccountingOptions } from './options.js';
import { openPeer } from './peer.js';
import { reportText, type AccountingReport } from './report-text.js';
import { TASK } from './task.js';

await runBench({ options: accountingOptions, run: printed(run), mistakes: [] });

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
