import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { callApi, downloadFromApi, withApiOptions, type ApiOptions } from './api-client.js';
import { CliError } from './cli-error.js';

interface SiteView {
  readonly name: string;
  readonly state: string;
  readonly connected: boolean;
  readonly budget: { readonly spentEpsilon: number; readonly capEpsilon: number; readonly delta: number } | null;
  readonly quarantine: { readonly reason: string } | null;
}

export const sitesCommand = (): Command =>
  new Command('sites')
    .description('The hospitals of the consortium.')
    .addCommand(
      withApiOptions(new Command('invite'))
        .description('Print a one-time token with which a hospital joins; it is good for 24 hours.')
        .argument('<site>', 'name of the site: lower-case letters, digits, hyphens')
        .addHelpText('after', '\nExample:\n  commonward sites invite va --directory consortium')
        .action(async (site: string, options: ApiOptions) => {
          const { joinToken } = await callApi<{ joinToken: string }>(options, 'POST', '/sites/invitations', { site });
          process.stdout.write(`${joinToken}\n`);
        }),
    )
    .addCommand(
      withApiOptions(new Command('revoke'))
        .description('End the membership of a site, for good: its certificate opens nothing any more, and open rounds go on without it.')
        .argument('<site>', 'name of the site')
        .addHelpText('after', '\nExample:\n  commonward sites revoke va --directory consortium')
        .action(async (site: string, options: ApiOptions) => {
          await callApi(options, 'POST', `/sites/${encodeURIComponent(site)}/revoke`);
          process.stdout.write(`The site ${site} has left the consortium. What it released stays in use, and what it spent stays spent.\n`);
        }),
    )
    .addCommand(
      withApiOptions(new Command('list'))
        .description('List the sites, whether they are connected, and what they have signed that they spent.')
        .addHelpText('after', '\nExample:\n  commonward sites list --directory consortium')
        .action(async (options: ApiOptions) => {
          for (const { name, state, connected, budget, quarantine } of await callApi<SiteView[]>(options, 'GET', '/sites')) {
            const spent = budget === null ? 'no policy yet' : `epsilon ${budget.spentEpsilon.toFixed(3)} of ${budget.capEpsilon} at delta ${budget.delta.toExponential()}`;
            process.stdout.write(`${name}\t${state}\t${quarantine === null ? (connected ? 'connected' : 'not connected') : `has stopped itself (${quarantine.reason})`}\t${spent}\n`);
          }
        }),
    )
    .addCommand(
      withApiOptions(new Command('ledger'))
        .description("Write the coordinator's copy of a site's ledger to a file, to verify it anywhere.")
        .argument('<site>', 'name of the site')
        .requiredOption('--out <file>', 'where to write the records; must not be there yet')
        .addHelpText('after', '\nExample:\n  commonward sites ledger va --directory consortium --out va.ledger\n  commonward verify --ledger va.ledger')
        .action(async (site: string, { out, ...options }: ApiOptions & { out: string }) => {
          const records = await downloadFromApi(options, `/sites/${encodeURIComponent(site)}/ledger`);
          writeNewFile(out, records);
          process.stdout.write(`Wrote ${records.length} bytes to ${out}.\n`);
        }),
    );

function writeNewFile(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CliError(`Cannot write ${path} (${code}): give --out a file that is not there yet, in a folder that is.`);
  }
}
