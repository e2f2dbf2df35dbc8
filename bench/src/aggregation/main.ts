import { localTrustThreshold } from '@commonward/secure-aggregation';
import { cpuSeconds } from '../cpu-seconds.js';
import { printed, runBench } from '../run-bench.js';
import type { Scenario } from './federation.js';
import { aggregationOptions, type AggregationOptions } from './options.js';
import { measurePeer } from './peer.js';
import { reportText, type AggregationReport } from './report-text.js';
import { simulate, type RoundCost } from './simulate.js';
import { unmaskOnThread } from './unmask-thread.js';

const TIMED_OF_A_THOUSAND = 3;

/** More than a quarter leave before their vector comes, and one more after it. */
const losing = (sites: number, length: number): Scenario => ({ sites, length, gone: sites < 16 ? 0 : Math.floor(0.27 * sites), late: sites < 16 ? 0 : 1 });

await runBench({ options: aggregationOptions, run: printed(run), mistakes: [] });

async function run({ length, thousand, json }: AggregationOptions): Promise<string> {
  await played(losing(8, 1000));
  const largest = losing(64, length);
  const headline = await played(largest);
  const peer = await measurePeer({ python: process.env['PYTHON'] ?? 'python3', env: process.env, task: { ...largest, threshold: localTrustThreshold(largest.sites) } });
  const report: AggregationReport = {
    runtime: `Node ${process.version}`,
    headline,
    peer,
    bySites: await inTurn([4, 8, 16, 32, 64, 100].map((sites) => losing(sites, 100_000))),
    byLength: await inTurn([10_000, 100_000, 1_000_000, 10_000_000].map((integers) => losing(4, integers))),
    thousand: thousand ? await simulate(losing(1000, 1000), { clock: cpuSeconds, timed: TIMED_OF_A_THOUSAND, unmask: unmaskOnThread }) : null,
  };
  return json ? `${JSON.stringify(report)}\n` : reportText(report);
}

function played(scenario: Scenario): Promise<RoundCost> {
  return simulate(scenario, { clock: cpuSeconds, timed: scenario.sites, unmask: unmaskOnThread });
}

async function inTurn(scenarios: readonly Scenario[]): Promise<readonly RoundCost[]> {
  const costs: RoundCost[] = [];
  for (const scenario of scenarios) costs.push(await played(scenario));
  return costs;
}
