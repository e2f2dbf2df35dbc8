import { systemRandom } from '@commonward/privacy';
import { Command } from 'commander';
import { readHome } from '../home/home.js';
import { openSiteLedger } from '../home/site-ledger.js';
import { CsvRecords } from '../records/csv-records.js';
import { readDictionary } from '../records/dictionary-file.js';
import { lineLog } from './agent-log.js';

export const runCommand = (): Command =>
  new Command('run')
    .description('Run the agent: connects out to the coordinator, answers offers within the policy, and goes on after every interruption.')
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', '\nExample:\n  commonward-site run --home site')
    .action(run);

async function run({ home: directory }: { home: string }): Promise<void> {
  const home = readHome(directory);
  const { runAgent } = await import('../tasks/agent.js');
  const { membership, policy, identity } = home;
  const dictionary = readDictionary(membership.dictionary);
  const ledger = openSiteLedger(home);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    await runAgent({
      desk: {
        sender: { site: membership.site, consortium: membership.consortium, identity },
        coordinatorKey: membership.coordinatorKey,
        dictionary,
        policy,
        ledger,
        records: new CsvRecords(membership.records, dictionary),
        random: systemRandom,
      },
      membership,
      tlsKey: home.tlsKey,
      log: lineLog({ site: membership.site, policy, write: (line) => process.stdout.write(`${line}\n`) }),
      stop: stop.signal,
    });
  } finally {
    ledger.close();
  }
}
