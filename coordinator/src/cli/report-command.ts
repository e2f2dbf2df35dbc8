import { auditWords, findingSentences, verdictWords } from '@commonward/evaluation';
import { generatorReport } from '@commonward/lineage';
import { parsePlan } from '@commonward/synthesis/plan';
import { Command, InvalidArgumentError } from 'commander';
import { callApi, withApiOptions, type ApiOptions } from './api-client.js';
import { CliError } from './cli-error.js';
import { readEach } from './record-files.js';

interface ReportOptions extends ApiOptions {
  readonly train: string[];
  readonly test: string[];
  readonly subgroups: string[];
  readonly seed: number;
}

function seed(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value)) throw new InvalidArgumentError('expected a whole number');
  return value;
}

export const reportCommand = (): Command =>
  withApiOptions(new Command('report'))
    .description('Score a trained study on public records that you hold, and state the result: it is shown with the study and stands in its exports. Costs no privacy, because it is only done where the dictionary says that the records are public.')
    .argument('<study>', 'id of a trained study')
    .requiredOption('--train <files...>', 'the records that the hospitals held, one file for each')
    .requiredOption('--test <files...>', 'records that no hospital held: one file for each hospital in the order of --train, or one for all; one for each lets the report put the guarantee to the test')
    .option('--subgroups <columns...>', 'columns whose values are looked at as groups of patients: who is served, who is exposed', [])
    .option('--seed <number>', "seed of the report's own draws", seed, 0)
    .addHelpText('after', '\nExample:\n  commonward report ID --train site-*.csv --test test-*.csv --subgroups sex age --directory consortium')
    .action(report);

async function report(study: string, { train, test, subgroups, seed, ...options }: ReportOptions): Promise<void> {
  const { plan, generator } = await callApi<{ plan: string; generator: string }>(options, 'GET', `/studies/${study}/generator`);
  const { dictionary } = parsePlan(plan);
  if (dictionary.kind !== 'table') throw new CliError('Reports are made of studies of tables; of images look at the sheets in an export, and at npm run bench:images, of days at npm run bench:series.');
  // Asked before a file is opened: records that are not public are not even read.
  if (!dictionary.public) throw new CliError(`The dictionary ${dictionary.name} does not say that its records are public, so there are no exact scores of them; see the study's fidelity, which follows from the releases.`);
  const records = { train: readEach(train, dictionary), test: readEach(test, dictionary), subgroups, seed };
  const made = scored(() => generatorReport({ plan, generator: new Uint8Array(Buffer.from(generator, 'base64')) }, records));
  const { sha256 } = await callApi<{ sha256: string }>(options, 'POST', `/studies/${study}/report`, made);
  const { synthetic, real } = made.mean;
  process.stderr.write(`${verdictWords(made).headline}\n`);
  process.stderr.write(`${made.basis}: accuracy ${synthetic.accuracy.toFixed(3)}, AUROC ${synthetic.auroc.toFixed(3)} (trained on real records: ${real.accuracy.toFixed(3)}, ${real.auroc.toFixed(3)})\n`);
  for (const sentence of findingSentences(made.groups)) process.stderr.write(`${sentence}\n`);
  if (made.audit !== null) process.stderr.write(`${auditWords(made.audit)}\n`);
  process.stdout.write(`report ${sha256}\n`);
}

/** The libraries say in one sentence why records do not allow scores. */
function scored<T>(score: () => T): T {
  try {
    return score();
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`These records cannot be scored: ${error.message}.`);
    throw error;
  }
}
