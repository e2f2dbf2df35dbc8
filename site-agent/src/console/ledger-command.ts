import { IntegrityError } from '@commonward/envelope';
import { Command } from 'commander';
import { ledgerDirectory, readHome } from '../home/home.js';
import { openSiteLedger } from '../home/site-ledger.js';
import { showLedger, verifyLedger, type LedgerReport, type ReportOptions } from '../ledger/ledger-report.js';
import { OperatorError } from '../operator-error.js';
import type { Reconciliation } from '../tasks/reconcile.js';
import { deskOf } from './desk.js';

export const ledgerCommand = (): Command =>
  new Command('ledger')
    .description('What this site has spent, and the proof of it. Reading takes no lock; the agent may be running.')
    .addCommand(reportCommand('show', 'Show every record of the ledger.', showLedger))
    .addCommand(reportCommand('verify', 'Check the chain, its signature and the stored bytes of every release.', verifyLedger))
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
    const done = await withLeader(home.membership, home.tlsKey, (link) => reconcile({ desk: deskOf(home, ledger), link }, { acceptLoss }));
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
