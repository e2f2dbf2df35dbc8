import { printed, runBench } from '../run-bench.js';
import { measure } from './measure.js';
import { openOurs } from './our-contenders.js';
import { dpSgdOptions, type DpSgdOptions } from './options.js';
import { openPeer } from './peer.js';
import { reportText, type DpSgdReport } from './report-text.js';

await runBench({ options: dpSgdOptions, run: printed(run), mistakes: [] });

async function run({ turns, seconds, json }: DpSgdOptions): Promise<string> {
  const [ours, theirs] = [await openOurs(process.env), await openPeer({ python: process.env['PYTHON'] ?? 'python3', env: process.env })];
  const progress = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  const speeds = await measure({ contenders: [...ours.contenders, ...theirs.contenders], turns, seconds, progress });
  [ours, theirs].forEach(({ close }) => close());
  const report: DpSgdReport = { turns, seconds, runtime: `Node ${process.version}`, speeds, absent: [...ours.absent, ...theirs.absent] };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}
