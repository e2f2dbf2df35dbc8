import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { readHome } from '../home/home.js';
import { openSiteLedger } from '../home/site-ledger.js';
import { lineLog } from './agent-log.js';
import { addresses } from './addresses-option.js';
import { deskOf } from './desk.js';
import { siteNetworks } from '../training/site-networks.js';
import { threadsOption } from './threads-option.js';

export const runCommand = (): Command =>
  new Command('run')
    .description('Run the agent: connects out to the coordinator, answers offers within the policy, and goes on after every interruption.')
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .option('--coordinator <addresses>', 'where the coordinators are, as host:port,host:port, for this run (default: as kept by join)', addresses)
    .option('--expect-gpu', 'leave rounds that train networks unanswered, with an error, unless a GPU computes', false)
    .addOption(threadsOption())
    .addHelpText('after', '\nExample:\n  commonward-site run --home site')
    .action(run);

interface RunOptions {
  readonly home: string;
  readonly coordinator?: string;
  readonly expectGpu: boolean;
  readonly threads: number;
}

async function run({ home: directory, coordinator, expectGpu, threads }: RunOptions): Promise<void> {
  const home = readHome(directory);
  const [{ runAgent }, { coordinatorLinks }] = await Promise.all([import('../tasks/agent.js'), import('../egress/coordinator-links.js')]);
  const { policy } = home;
  const membership = coordinator === undefined ? home.membership : { ...home.membership, address: coordinator };
  const log = lineLog({ site: membership.site, home: directory, policy, write: (line) => process.stdout.write(`${line}\n`) });
  const ledger = openSiteLedger(home);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    await runAgent({
      desk: deskOf(home, { ledger, networks: siteNetworks({ expectGpu, threads, told: (device) => log.device(device) }) }),
      connect: coordinatorLinks(membership, home.tlsKey),
      pause: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
      jitter: () => randomInt(1000) / 1000,
      log,
      stop: stop.signal,
    });
  } finally {
    ledger.close();
  }
}
