import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { readHome } from '../home/home.js';
import { openSiteLedger } from '../home/site-ledger.js';
import { lineLog } from './agent-log.js';
import { deskOf } from './desk.js';

export const runCommand = (): Command =>
  new Command('run')
    .description('Run the agent: connects out to the coordinator, answers offers within the policy, and goes on after every interruption.')
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', '\nExample:\n  commonward-site run --home site')
    .action(run);

async function run({ home: directory }: { home: string }): Promise<void> {
  const home = readHome(directory);
  const [{ runAgent }, { CoordinatorLink }] = await Promise.all([import('../tasks/agent.js'), import('../egress/coordinator-link.js')]);
  const { membership, policy } = home;
  const ledger = openSiteLedger(home);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    await runAgent({
      desk: deskOf(home, ledger),
      connect: () => new CoordinatorLink(membership, home.tlsKey),
      pause: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
      jitter: () => randomInt(1000) / 1000,
      log: lineLog({ site: membership.site, home: directory, policy, write: (line) => process.stdout.write(`${line}\n`) }),
      stop: stop.signal,
    });
  } finally {
    ledger.close();
  }
}
