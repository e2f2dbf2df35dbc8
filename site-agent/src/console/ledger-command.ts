import { Command } from 'commander';
import { ledgerDirectory, readHome } from '../home/home.js';
import { showLedger, verifyLedger, type LedgerReport, type ReportOptions } from '../ledger/ledger-report.js';
import { nodeDisk } from '../ledger/node-disk.js';

export const ledgerCommand = (): Command =>
  new Command('ledger')
    .description('What this site has spent, and the proof of it. Reading takes no lock; the agent may be running.')
    .addCommand(reportCommand('show', 'Show every record of the ledger.', showLedger))
    .addCommand(reportCommand('verify', 'Check the chain, its signature and the stored bytes of every release.', verifyLedger));

const reportCommand = (name: string, description: string, report: (options: ReportOptions) => LedgerReport): Command =>
  new Command(name)
    .description(description)
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', `\nExample:\n  commonward-site ledger ${name} --home site`)
    .action(({ home: directory }: { home: string }) => {
      const home = readHome(directory);
      const { lines, summary } = report({ disk: nodeDisk, dir: ledgerDirectory(home), publicKey: home.identity.publicKey });
      process.stdout.write(`${[...lines, summary].join('\n')}\n`);
    });
