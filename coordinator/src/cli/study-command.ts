import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { PrivateUtility } from '@commonward/evaluation/private';
import type { Expectation } from '@commonward/synthesis/coordinator';
import type { BlockShares, Forecast } from '@commonward/synthesis/plan';
import { Command, InvalidArgumentError } from 'commander';
import type { ComparedSetting } from '../studies/compare-settings.js';
import { callApi, withApiOptions, type ApiOptions } from './api-client.js';
import { CliError } from './cli-error.js';
import { evaluationText } from './evaluation-text.js';
import { seconds } from './seconds.js';
import { settingsText } from './settings-text.js';

interface NewOptions extends ApiOptions {
  readonly name: string;
  readonly dictionary: string;
  readonly epsilon: number;
  readonly delta: number;
  readonly unit: string;
  readonly adjacency: string;
  readonly trust: string;
  readonly setting?: string;
  readonly allocation?: 'usual' | 'optimal' | BlockShares;
  readonly tuning?: string;
  readonly aggregation?: string;
  readonly sites: string[];
  readonly steps?: number;
  readonly clipping?: string;
  readonly quorum?: number;
  readonly answerWithin?: number;
  readonly forecast: boolean;
}

interface StudyView {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly failure: string | null;
  readonly forecast: Pick<Forecast, 'outcome' | 'reason' | 'trust' | 'aggregation' | 'views'> & { readonly expectation: Expectation | null; readonly settings: readonly ComparedSetting[] };
  readonly generator: { readonly sha256: string } | null;
  readonly evaluation: { readonly utility: PrivateUtility } | null;
}

const POLL_MS = 500;

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number');
  return value;
}

function allocation(text: string): 'usual' | 'optimal' | BlockShares {
  if (text === 'usual' || text === 'optimal') return text;
  const shares = text.split(',').map(number);
  if (shares.length !== 3) throw new InvalidArgumentError('expected usual, optimal or three numbers with commas, of single columns, pairs with the target and other pairs');
  const [oneWays, targetPairs, otherPairs] = shares;
  return { oneWays, targetPairs, otherPairs };
}

export const studyCommand = (): Command =>
  new Command('study')
    .description('Studies: what is learnt from whom under which guarantee.')
    .addCommand(newCommand())
    .addCommand(evaluateCommand())
    .addCommand(
      withApiOptions(new Command('start'))
        .description('Start a study, or start one again that ran out of time, and wait until its generator is trained, or its evaluation known; the wait can be interrupted, the study goes on.')
        .argument('<id>', 'the study, as printed by study new')
        .addHelpText('after', '\nExample:\n  commonward study start ID --directory consortium')
        .action(start),
    )
    .addCommand(changeCommand('pause', 'Hold a study up: no site is asked, and its time stands still. Releases on their way are taken in.'))
    .addCommand(changeCommand('resume', 'Let a paused study go on.'));

const changeCommand = (name: 'pause' | 'resume', description: string): Command =>
  withApiOptions(new Command(name))
    .description(description)
    .argument('<id>', 'the study')
    .addHelpText('after', `\nExample:\n  commonward study ${name} ID --directory consortium`)
    .action(async (id: string, options: ApiOptions) => {
      const study = await callApi<StudyView>(options, 'POST', `/studies/${id}/${name}`);
      process.stdout.write(`The study ${study.name} is ${study.state}.\n`);
    });

const newCommand = (): Command =>
  withApiOptions(new Command('new'))
    .description('Plan a study and print its id and forecast. Nothing is spent before it is started.')
    .requiredOption('--name <text>', 'name of the study')
    .requiredOption('--dictionary <file>', 'the public data dictionary (JSON)')
    .requiredOption('--epsilon <number>', 'epsilon at each site', number)
    .requiredOption('--delta <number>', 'delta at each site', number)
    .requiredOption('--unit <unit>', 'unit of privacy, as the dictionary has it: patient; of images also image and of series day, which are not a person')
    .requiredOption('--adjacency <kind>', 'add-or-remove-one or replace-one')
    .requiredOption('--trust <kind>', 'local: every site adds the full noise itself; shared: its share of it, hidden in a sum')
    .option('--setting <kind>', 'what is noised: moments, counts and sums of records; noisy-input, every record by itself; dp-training, the gradients of a network, in many rounds: both need many more patients (default: moments)')
    .option('--allocation <shares>', 'how the budget is divided among blocks of tables: usual, optimal (least mean squared noise of a table), or three shares of rho, as .1,.45,.45, of single columns, pairs with the target, other pairs (default: usual)', allocation)
    .option('--tuning <kind>', 'none, or residuals: how closely synthetic records follow the released tables is chosen on those tables, which costs nothing (default: none)')
    .requiredOption('--sites <names...>', 'the sites that take part')
    .option('--aggregation <kind>', 'masked: the coordinator sees the sum only; plain: each release (default: masked with three or more sites)')
    .option('--steps <rounds>', 'with the setting dp-training: how many steps the training has, each a round (default: 200, of images and days 400)', number)
    .option('--clipping <kind>', 'with the setting dp-training: whole, a gradient is clipped as one; layers, each layer by itself, and noised as its length calls for (default: whole)')
    .option('--quorum <sites>', 'how many sites have to release, in aggregation plain (default: more than two thirds of them)', number)
    .option('--answer-within <time>', 'how long to wait for every site, as 24h, 30m or 45s; then for the quorum only, and after three times as long no more (default: 24h)', seconds)
    .option('--forecast', 'only print the forecast', false)
    .addHelpText(
      'after',
      '\nExample:\n  commonward study new --directory consortium --name Heart --dictionary dictionary.json --epsilon 3 --delta 1e-5 \\\n    --unit patient --adjacency add-or-remove-one --trust local --sites cleveland va',
    )
    .action(create);

interface EvaluateOptions extends ApiOptions {
  readonly epsilon: number;
  readonly delta: number;
  readonly trust: string;
  readonly aggregation?: string;
  readonly answerWithin?: number;
  readonly forecast: boolean;
}

const evaluateCommand = (): Command =>
  withApiOptions(new Command('evaluate'))
    .description('Plan a study that pays for knowing how well the synthetic records of a trained study serve: models that saw them only are tried on the real records, at the sites. Prints its id; it is started as any other.')
    .argument('<id>', 'the trained study')
    .requiredOption('--epsilon <number>', 'epsilon at each site, beside what the study has cost', number)
    .requiredOption('--delta <number>', 'delta at each site', number)
    .requiredOption('--trust <kind>', 'local: every site adds the full noise itself; shared: its share of it, hidden in a sum')
    .option('--aggregation <kind>', 'masked: the coordinator sees the sum only; plain: each release (default: masked with three or more sites)')
    .option('--answer-within <time>', 'how long to wait for every site, as 24h, 30m or 45s (default: 24h)', seconds)
    .option('--forecast', 'only print the forecast', false)
    .addHelpText('after', '\nExample:\n  commonward study evaluate ID --directory consortium --epsilon 1 --delta 1e-5 --trust local')
    .action(evaluate);

async function evaluate(id: string, { directory, url, forecast, answerWithin, ...terms }: EvaluateOptions): Promise<void> {
  const { epsilon, delta, trust, aggregation } = terms;
  const body = { epsilon, delta, trust, aggregation, answerWithinSeconds: answerWithin };
  await planned({ directory, url }, { path: `/studies/${id}/evaluations`, forecast: forecast ? `/studies/${id}/evaluations/forecast` : null, body });
}

async function create({ directory, url, dictionary, forecast, answerWithin, ...study }: NewOptions): Promise<void> {
  const { name, epsilon, delta, unit, adjacency, trust, setting, allocation, tuning, aggregation, sites, steps, clipping, quorum } = study;
  const body = { name, dictionary: readJson(dictionary), epsilon, delta, unit, adjacency, trust, setting, allocation, tuning, aggregation, sites, steps, clipping, quorum, answerWithinSeconds: answerWithin };
  await planned({ directory, url }, { path: '/studies', forecast: forecast ? '/studies/forecast' : null, body });
}

/** Prints the forecast of a study; and its id, unless nothing but the forecast is asked for. */
async function planned(api: ApiOptions, { path, forecast, body }: { readonly path: string; readonly forecast: string | null; readonly body: object }): Promise<void> {
  if (forecast !== null) {
    process.stdout.write(forecastText(await callApi<StudyView['forecast']>(api, 'POST', forecast, body)));
    return;
  }
  const created = await callApi<StudyView>(api, 'POST', path, body);
  process.stderr.write(forecastText(created.forecast));
  process.stdout.write(`${created.id}\n`);
}

function forecastText({ outcome, reason, trust, aggregation, views, expectation, settings }: StudyView['forecast']): string {
  if (views === null) return `${outcome}: ${reason}\n${settingsText(settings)}`;
  const sentences = expectation === null ? [] : expectation.sentences;
  const { booked, alone, coalition, allHonest } = views;
  const epsilons = { alone, coalition, 'all honest': allHonest };
  const shown = Object.entries(epsilons).map(([view, { epsilon }]) => `${view} ${epsilon.toFixed(3)}${view === booked ? ' (booked)' : ''}`);
  return `${outcome}: ${reason}\ntrust ${trust}, aggregation ${aggregation}; epsilon at each site: ${shown.join(', ')}\n${sentences.map((sentence) => `${sentence}\n`).join('')}${settingsText(settings)}`;
}

async function start(id: string, options: ApiOptions): Promise<void> {
  let study = await callApi<StudyView>(options, 'POST', `/studies/${id}/start`);
  while (study.state === 'running' || study.state === 'paused') {
    await wait(POLL_MS);
    study = await callApi<StudyView>(options, 'GET', `/studies/${id}`);
  }
  if (study.evaluation !== null) {
    process.stdout.write(evaluationText(study.evaluation.utility));
    return;
  }
  if (study.generator === null) throw new CliError(`The study ${study.name} is ${study.state}: ${study.failure ?? 'no reason given'}`);
  process.stdout.write(`trained: generator ${study.generator.sha256}\n`);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CliError(`Cannot read ${path} as JSON (${error instanceof Error ? error.message : 'unknown'}).`);
  }
}
