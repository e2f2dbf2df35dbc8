import { writeFileSync } from 'node:fs';
import { IntegrityError } from '@commonward/envelope';
import { Command } from 'commander';
import { ledgerDirectory, readHome } from '../home/home.js';
import { openSiteLedger } from '../home/site-ledger.js';
import { exportLedger } from '../ledger/export-ledger.js';
import { showLedger, verifyLedger, type LedgerReport, type ReportOptions } from '../ledger/ledger-report.js';
import { fileProblem, OperatorError } from '../operator-error.js';
import type { Reconciliation } from '../tasks/reconcile.js';
import { deskOf } from './desk.js';
import { noNetworks } from '../training/networks.js';

export const ledgerCommand = (): Command =>
  new Command('ledger')
    .description('What this site has spent, and the proof of it. Reading takes no lock; the agent may be running.')
    .addCommand(reportCommand('show', 'Show every record of the ledger.', showLedger))
    .addCommand(reportCommand('verify', 'Check the chain, its signature and the stored bytes of every release.', verifyLedger))
    .addCommand(exportCommand())
    .addCommand(reconcileCommand());

const reportCommand = (name: string, description: string, report: (options: ReportOptions) => LedgerReport): Command =>
  new Command(name)
    .description(description)
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', `\nExample:\n  commonward-site ledger ${name} --home site`)
    .action(({ home: directory }: { home: string }) => {
      const home = readHome(directory);
      const { lines, summary } = report({ disk: home.disk, dir: ledgerDirectory(home), publicKey: home.identity.publicKey });
      process.stdout.write(`${[...lines, summary].join('\n')}\n`);
    });

const exportCommand = (): Command =>
  new Command('export')
    .description('Write the ledger to a file for whoever verifies it: in the clear, also if this home is encrypted. It holds no record and nothing computed from one without noise.')
    .argument('<file>', 'where to write the records; must not be there yet')
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .option('--witness <file>', 'also write the newest statement in which the coordinator countersigned it')
    .addHelpText('after', '\nExample:\n  commonward-site ledger export ledger.log --home site --witness witness.json\n  node standalone.mjs ledger.log --witness witness.json')
    .action((file: string, { home: directory, witness }: { home: string; witness?: string }) => {
      const home = readHome(directory);
      const { records, statement } = exportLedger({ disk: home.disk, dir: ledgerDirectory(home), publicKey: home.identity.publicKey });
      if (witness !== undefined && statement === null) throw new OperatorError('The coordinator has not stated anything about this ledger yet, so there is nothing for --witness.');
      writeNewFile(file, records);
      if (witness !== undefined && statement !== null) writeNewFile(witness, statement);
      process.stdout.write(`Wrote ${records.length} bytes to ${file}. The site's key is ${home.identity.publicKey}; the coordinator's is ${home.membership.coordinatorKey}.\n`);
    });

/** What an auditor was given before is not written over. */
function writeNewFile(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    throw fileProblem('write', path, error);
  }
}

const reconcileCommand = (): Command =>
  new Command('reconcile')
    .description('The way out when the agent has stopped because its ledger and the coordinator do not agree. Nothing that was spent comes back.')
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .option('--accept-loss', 'do it; without this option, only tell what would be done', false)
    .addHelpText('after', '\nExample:\n  commonward-site ledger reconcile --home site\n  commonward-site ledger reconcile --home site --accept-loss')
    .action(reconcileLedger);

async function reconcileLedger({ home: directory, acceptLoss }: { home: string; acceptLoss: boolean }): Promise<void> {
  const home = readHome(directory);
  const [{ reconcile }, { withLeader }, { reasonOf }] = await Promise.all([import('../tasks/reconcile.js'), import('../egress/coordinator-links.js'), import('../egress/unreachable.js')]);
  const ledger = openSiteLedger(home);
  try {
    const done = await withLeader(home.membership, home.tlsKey, (link) => reconcile({ desk: deskOf(home, { ledger, networks: noNetworks }), link }, { acceptLoss }));
    process.stdout.write(`${reconciliationSentence(done, acceptLoss)}\n`);
    if (done.kind !== 'in step' && !acceptLoss) throw new OperatorError('Nothing was changed; give --accept-loss to do it.');
  } catch (error) {
    if (error instanceof OperatorError || error instanceof IntegrityError) throw error;
    throw new OperatorError(reasonOf(error, new Date()));
  } finally {
    ledger.close();
  }
}

function reconciliationSentence(done: Reconciliation, isDone: boolean): string {
  const goes = isDone ? 'now goes' : 'would go';
  switch (done.kind) {
    case 'in step':
      return 'The ledger and the coordinator agree; there is nothing to reconcile.';
    case 'adopt':
      return `The ledger ${goes} on from record ${done.witnessed.seq}, which the coordinator holds; what other records had spent stays spent, and rounds that were open are forfeited.`;
    case 'acknowledge':
      return `The ledger ${goes} on from its own records, of which the coordinator holds ${done.witnessed === null ? 'none' : `those up to ${done.witnessed.seq}`}; nothing that was spent comes back, and rounds that were open are forfeited.`;
    default:
      return done satisfies never;
  }
}
