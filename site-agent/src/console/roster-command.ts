import { Command, InvalidArgumentError } from 'commander';
import { readHome } from '../home/home.js';
import { OperatorFiles, ROSTER } from '../operator/operator-files.js';

export const rosterCommand = (): Command =>
  new Command('roster').description('With which other hospitals this one shares noise.').addCommand(approve()).addCommand(show());

const approve = (): Command =>
  new Command('approve')
    .description('Approve the sites and keys of a study in shared trust, by the hash that the refusal and the study show. Compare the keys with what those hospitals say first.')
    .argument('<hash>', 'hash of the roster, 64 hexadecimal digits', rosterHash)
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', '\nExample:\n  commonward-site roster approve HASH --home site')
    .action((hash: string, { home }: { home: string }) => {
      new OperatorFiles(readHome(home).directory).approveRoster(hash);
      process.stdout.write(`The roster ${hash} is approved for offers to come; an offer that was refused stays refused.\n`);
    });

const show = (): Command =>
  new Command('show')
    .description('Show the rosters that are approved.')
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', '\nExample:\n  commonward-site roster show --home site')
    .action(({ home }: { home: string }) => {
      const rosters = new OperatorFiles(readHome(home).directory).rosters();
      process.stdout.write(rosters.length === 0 ? 'No roster is approved.\n' : `${rosters.join('\n')}\n`);
    });

function rosterHash(text: string): string {
  if (!ROSTER.test(text)) throw new InvalidArgumentError('expected the hash of a roster: 64 hexadecimal digits in lower case');
  return text;
}
