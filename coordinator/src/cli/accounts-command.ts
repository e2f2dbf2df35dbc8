import { Argument, Command } from 'commander';
import { ROLES } from '../accounts/account.js';
import { callApi, withApiOptions, type ApiOptions } from './api-client.js';

interface AccountView {
  readonly name: string;
  readonly role: string;
  readonly isSetUp: boolean;
}

export const accountsCommand = (): Command =>
  new Command('accounts')
    .description('The people who may sign in to the dashboard.')
    .addCommand(
      withApiOptions(new Command('add'))
        .description('Make an account and print the one-time link with which its owner chooses a password; it is good for 24 hours.')
        .argument('<name>', 'lower-case letters, digits, dots, hyphens, underscores')
        .addArgument(new Argument('<role>', 'what the person may do').choices(ROLES))
        .addHelpText('after', '\nExample:\n  commonward accounts add ada researcher --directory consortium')
        .action(async (name: string, role: string, options: ApiOptions) => {
          const { setUpToken } = await callApi<{ setUpToken: string }>(options, 'POST', '/accounts', { name, role });
          process.stdout.write(`${options.url}/#setup=${setUpToken}\n`);
        }),
    )
    .addCommand(
      withApiOptions(new Command('list'))
        .description('List the accounts and their roles.')
        .addHelpText('after', '\nExample:\n  commonward accounts list --directory consortium')
        .action(async (options: ApiOptions) => {
          for (const { name, role, isSetUp } of await callApi<AccountView[]>(options, 'GET', '/accounts')) {
            process.stdout.write(`${name}\t${role}\t${isSetUp ? 'set up' : 'has not used the link yet'}\n`);
          }
        }),
    );
