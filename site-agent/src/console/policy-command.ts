import { Command } from 'commander';
import { readHome } from '../home/home.js';

export const policyCommand = (): Command =>
  new Command('policy').description('What this hospital allows.').addCommand(
    new Command('show')
      .description('Show the policy in force.')
      .requiredOption('--home <folder>', 'folder of this site, made by join')
      .addHelpText('after', '\nExample:\n  commonward-site policy show --home site\nTo change it, edit policy.json in that folder and start the agent again; the ledger records the change.')
      .action(({ home }: { home: string }) => {
        process.stdout.write(`${JSON.stringify(readHome(home).policy, null, 2)}\n`);
      }),
  );
