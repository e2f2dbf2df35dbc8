import { Command, InvalidArgumentError } from 'commander';
import { readHome } from '../home/home.js';
import { OperatorFiles } from '../operator/operator-files.js';

const LONGEST_STUDY = 200;

/** What the operator says is written into the home, and counts from then on; an agent that runs hears of it within seconds. */
export const pauseCommand = (): Command =>
  homeCommand('pause', 'Answer no offer until resume. The agent stays connected; nothing is paid for and nothing is released.', 'Offers wait from now on.', (operator) => operator.pause());

export const resumeCommand = (): Command => homeCommand('resume', 'Answer offers again.', 'Offers are answered again.', (operator) => operator.resume());

export const refuseCommand = (): Command =>
  studyCommand('refuse', {
    description: 'Refuse a study: nothing of it is paid for or leaves any more. A release that has left is taken back while its round is open. What is spent stays spent.',
    done: (study) => `The study ${study} is refused: from now on nothing of it is paid for and nothing leaves.`,
  });

export const approveCommand = (): Command =>
  studyCommand('approve', {
    description: 'Lift the refusal of a study, for offers that have not been answered.',
    done: (study) => `The study ${study} is no longer refused; offers that were answered with a refusal stay refused.`,
  });

const homeCommand = (name: string, description: string, done: string, act: (operator: OperatorFiles) => void): Command =>
  new Command(name)
    .description(description)
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', `\nExample:\n  commonward-site ${name} --home site`)
    .action(({ home }: { home: string }) => {
      act(new OperatorFiles(readHome(home).directory));
      process.stdout.write(`${done}\n`);
    });

const studyCommand = (kind: 'refuse' | 'approve', { description, done }: { readonly description: string; readonly done: (study: string) => string }): Command =>
  new Command(kind)
    .description(description)
    .argument('<study>', 'the study, as the agent and ledger show name it', studyName)
    .requiredOption('--home <folder>', 'folder of this site, made by join')
    .addHelpText('after', `\nExample:\n  commonward-site ${kind} STUDY --home site`)
    .action((study: string, { home }: { home: string }) => {
      new OperatorFiles(readHome(home).directory).give({ kind, study });
      process.stdout.write(`${done(study)}\n`);
    });

function studyName(text: string): string {
  if (text === '' || text.length > LONGEST_STUDY) throw new InvalidArgumentError(`expected the name of a study, of at most ${LONGEST_STUDY} characters`);
  return text;
}
