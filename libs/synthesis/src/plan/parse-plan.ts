import { rhoUnits, rhoUnitsFor } from '@commonward/accounting';
import { DictionaryError, parseDictionary, tableLayout } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';
import { eventOf } from './event.js';
import { identityKeysProblem } from './identity-keys.js';
import { clampFor } from './noise.js';
import { protectionProblem } from './protection.js';
import { frozen, planShape } from './training-plan.js';
import type { TrainingPlan } from './training-plan.js';
import { tableGroups } from './workload.js';

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
  const plan: TrainingPlan = { ...shape.data, dictionary: dictionaryOf(shape.data.dictionary) };
  checkSites(plan);
  checkTables(plan);
  checkNoise(plan);
  return frozen(plan);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError(`The plan is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function dictionaryOf(value: unknown): DataDictionary {
  try {
    return parseDictionary({ text: JSON.stringify(value), file: 'dictionary' });
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

function checkTables({ workload, dictionary, blocks }: TrainingPlan): void {
  const { sizes, target } = tableLayout(dictionary);
  const groups = tableGroups(workload, sizes.length, target);
  if (blocks.length !== groups.length) throw wrong('blocks', `the workload "${workload}" has ${groups.length} blocks`);
  groups.forEach(({ name, tables }, b) => {
    if (blocks[b].name !== name) throw wrong(`blocks.${b}.name`, `expected "${name}"`);
    const expected = tables.map(String).join(' ');
    if (blocks[b].tables.map(String).join(' ') !== expected) throw wrong(`blocks.${b}.tables`, `expected the tables of "${workload}": ${expected}`);
  });
}

function checkNoise(plan: TrainingPlan): void {
  const { grid, clampTo, guarantee, blocks, sites } = plan;
  const variances = blocks.map(({ variance }) => variance);
  variances.forEach((variance, b) => {
    if (variance < FEWEST_NOISE_STEPS ** 2) throw wrong(`blocks.${b}.variance`, `noise must be at least ${FEWEST_NOISE_STEPS} grid steps wide`);
  });
  if (clampTo > clampFor(sites.length, variances)) throw wrong('clampTo', 'the sum over all sites could leave 32 bits');
  if (grid > clampTo) throw wrong('grid', 'one record must not exceed clampTo');
  if (rhoUnits(eventOf(plan)) > rhoUnitsFor(guarantee)) throw wrong('blocks', 'the release costs more than the guarantee allows');
}

function wrong(field: string, problem: string): RangeError {
  return new RangeError(`The plan's field "${field}" is wrong: ${problem.replace(/\.$/, '')}.`);
}
