import { rhoUnitsFor } from '@commonward/accounting';
import { DictionaryError, parseAnyDictionary, parseDictionary, tableLayout } from '@commonward/schema';
import type { AnyDictionary, ImageDictionary, SeriesDictionary } from '@commonward/schema';
import type { z } from 'zod';
import { rhoUnitsOfStudy } from './event.js';
import { gradientsProblem } from './gradients/check-gradients.js';
import { identityKeysProblem } from './identity-keys.js';
import { clampFor } from './noise.js';
import { noisyInputProblem } from './noisy-input/check-noisy-input.js';
import { protectionProblem } from './protection.js';
import { blocksOfRounds } from './released-blocks.js';
import { scoresProblem } from './scores/check-scores.js';
import { spectrumProblem } from './spectrum/check-spectrum.js';
import { frozen, planShape, seriesShape } from './training-plan.js';
import type { NoisedPlan, PairsPlan, TrainingPlan } from './training-plan.js';
import { utilityProblem } from './utility/check-utility.js';
import { CLIPPING_GRID, tableGroups } from './workload.js';

const FEWEST_NOISE_STEPS = 4;

/**
 * Reads a plan and checks that its parts agree, so that a site can trust whatever it derives from it: the tables are
 * those of the workload, the sites suffice for the protection, every site's own noise is wide enough for the grid, sums stay below 2^31, and the booked event is within
 * the guarantee.
 *
 * @param text JSON of a plan
 * @throws RangeError naming the field that is wrong
 */
export function parsePlan(text: string): TrainingPlan {
  const shape = planShape.safeParse(json(text));
  if (!shape.success) {
    const [issue] = shape.error.issues;
    throw wrong(issue.path.join('.'), issue.message);
  }
  const plan = withDictionary(shape.data);
  checkSites(plan);
  checkContent(plan);
  checkNoise(plan);
  return frozen(plan);
}

function withDictionary(shape: z.infer<typeof planShape>): TrainingPlan {
  switch (shape.encoding) {
    case 'pairs':
    case 'noisy-input':
    case 'utility':
      return { ...shape, dictionary: dictionaryIn(() => parseDictionary(textOf(shape.dictionary))) };
    case 'spectrum':
      return { ...shape, dictionary: dictionaryIn(() => imageDictionary(shape.dictionary)) };
    case 'scores':
      return { ...shape, dictionary: dictionaryIn(() => seriesDictionary(shape.dictionary)) };
    case 'gradients':
      return { ...shape, dictionary: dictionaryIn(() => anyDictionary(shape.dictionary)) };
    default:
      return shape satisfies never;
  }
}

function imageDictionary(value: object): ImageDictionary {
  const dictionary = parseAnyDictionary(textOf(value));
  if (dictionary.kind !== 'image') throw new DictionaryError(['dictionary: field "kind" must be "image"']);
  return dictionary;
}

function anyDictionary(value: object): AnyDictionary {
  const series = seriesShape.safeParse(value);
  return series.success ? seriesDictionary(series.data) : parseAnyDictionary(textOf(value));
}

/** A channel is numeric, and the form in which dictionaries are written does not say so again. */
function seriesDictionary({ channels, ...value }: z.infer<typeof seriesShape>): SeriesDictionary {
  const dictionary = parseAnyDictionary(textOf({ ...value, channels: channels.map(({ type: _type, ...channel }) => channel) }));
  if (dictionary.kind !== 'series') throw new DictionaryError(['dictionary: field "kind" must be "series"']);
  return dictionary;
}

const textOf = (value: object): { text: string; file: string } => ({ text: JSON.stringify(value), file: 'dictionary' });

function checkContent(plan: TrainingPlan): void {
  switch (plan.encoding) {
    case 'pairs':
      return checkTables(plan);
    case 'spectrum':
      return reject(spectrumProblem(plan));
    case 'scores':
      return reject(scoresProblem(plan));
    case 'gradients':
      return reject(gradientsProblem(plan));
    case 'utility':
      return reject(utilityProblem(plan));
    case 'noisy-input':
      return reject(noisyInputProblem(plan));
    default:
      return plan satisfies never;
  }
}

function reject(found: { readonly field: string; readonly problem: string } | null): void {
  if (found !== null) throw wrong(found.field, found.problem);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError(`The plan is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function dictionaryIn<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof DictionaryError) throw wrong('dictionary', error.message);
    throw error;
  }
}

function checkSites(plan: TrainingPlan): void {
  const { sites } = plan;
  if (new Set(sites).size < sites.length) throw wrong('sites', 'a site is named twice');
  const problem = protectionProblem(plan, sites.length);
  if (problem !== null) throw wrong(problem.field, problem.sentence);
  if (plan.aggregation === 'plain') return;
  const keys = identityKeysProblem(sites, plan.identityKeys);
  if (keys !== null) throw wrong('identityKeys', keys);
}

function checkTables({ workload, dictionary, grid, blocks }: PairsPlan): void {
  if (workload === 'correlations' && grid % CLIPPING_GRID !== 0) throw wrong('grid', `the workload "correlations" needs a multiple of ${CLIPPING_GRID}`);
  const { sizes, target } = tableLayout(dictionary);
  const groups = tableGroups(workload, sizes.length, target);
  if (blocks.length !== groups.length) throw wrong('blocks', `the workload "${workload}" has ${groups.length} blocks`);
  groups.forEach(({ name, tables }, b) => {
    if (blocks[b].name !== name) throw wrong(`blocks.${b}.name`, `expected "${name}"`);
    const expected = tables.map(String).join(' ');
    if (blocks[b].tables.map(String).join(' ') !== expected) throw wrong(`blocks.${b}.tables`, `expected the tables of "${workload}": ${expected}`);
  });
}

/** Of every round, so that a plan that is within its guarantee now does not come to be beyond it later. */
function checkNoise(plan: TrainingPlan): void {
  if (plan.encoding !== 'noisy-input') checkBlocks(plan);
  if (rhoUnitsOfStudy(plan) > rhoUnitsFor(plan.guarantee)) throw wrong(plan.encoding === 'noisy-input' ? 'columns' : 'blocks', 'the release costs more than the guarantee allows');
}

function checkBlocks(plan: NoisedPlan): void {
  const { grid, clampTo, sites } = plan;
  const blocks = blocksOfRounds(plan).flat();
  blocks.forEach(({ variance }, b) => {
    if (variance < FEWEST_NOISE_STEPS ** 2) throw wrong(`blocks.${b}.variance`, `noise must be at least ${FEWEST_NOISE_STEPS} grid steps wide`);
  });
  if (clampTo > clampFor(sites.length, blocks.map(({ variance }) => variance))) throw wrong('clampTo', 'the sum over all sites could leave 32 bits');
  if (grid > clampTo) throw wrong('grid', 'one record must not exceed clampTo');
}

function wrong(field: string, problem: string): RangeError {
  return new RangeError(`The plan's field "${field}" is wrong: ${problem.replace(/\.$/, '')}.`);
}
