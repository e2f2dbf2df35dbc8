import { printed, runBench } from '../run-bench.js';
import { findFlower } from './flower-stack.js';
import { measureCell, type CellTiming } from './measure-cell.js';
import { roundsOptions, type RoundsOptions } from './options.js';
import { reportText, type RoundsReport } from './report-text.js';

await runBench({ options: roundsOptions, run: printed(run), mistakes: [] });

async function run({ sites: counts, megabytes: sizes, rounds, engines, json }: RoundsOptions): Promise<string> {
  const peer = findFlower(process.env['PYTHON'] ?? 'python3');
  const cells: CellTiming[] = [];
  for (const megabytes of sizes) for (const sites of counts) cells.push(await measureCell({ sites, megabytes, rounds, peer, engines }));
  const report: RoundsReport = { runtime: `Node ${process.version}`, peer: peer.kind === 'peer' ? peer.name : peer.reason, cells };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}
