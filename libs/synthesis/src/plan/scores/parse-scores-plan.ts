import { rhoUnitsFor } from '@commonward/accounting';
import { DictionaryError, parseAnyDictionary, type SeriesDictionary } from '@commonward/schema';
import { z } from 'zod';
import { frozen, LARGEST_VARIANCE } from '../training-plan.js';
import { blocksFor, bookedUnits, clampFor } from './plan-scores.js';
import { SCORES_SCOPES, type ScoresBlock, type ScoresPlan } from './scores-plan.js';

const positiveInteger = z.int().positive();
const name = z.string().min(1).max(200);
const blocks = z.array(z.strictObject({ name: z.enum(['steps', 'derived', 'context', 'moments']), length: positiveInteger, clippingNorm: positiveInteger, variance: positiveInteger.max(LARGEST_VARIANCE) }));

const shape = z.strictObject({
  format: z.literal('commonward/scores/1'),
  study: name,
  discriminator: z.literal('moments'),
  encoding: z.literal('scores'),
  scope: z.enum(SCORES_SCOPES),
  dictionary: z.looseObject({ kind: z.literal('series'), channels: z.array(z.record(z.string(), z.unknown())) }),
  guarantee: z.strictObject({ epsilon: z.number().positive(), delta: z.number().positive().lt(1), unit: z.enum(['day', 'patient']), adjacency: z.enum(['add-or-remove-one', 'replace-one']) }),
  sites: z.array(name).min(1),
  honestSites: positiveInteger,
  grid: z.literal(256),
  clampTo: positiveInteger.max(0x7fffffff),
  tables: blocks,
  moments: blocks,
  seed: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits'),
});

/** As many standard deviations as discrete noise must be wide, for its sum over sites to be as good as one draw. */
const FEWEST_NOISE_STEPS = 4;

/**
 * Reads a plan and checks that its parts agree, so that a site can trust whatever it derives from it: the blocks are those of the
 * dictionary and the scope, every site's own noise is wide enough for the grid, sums stay below 2^31, and both events together are
 * within the guarantee.
 * @param text JSON of a plan
 * @throws RangeError naming the field that is wrong
 */
export function parseScoresPlan(text: string): ScoresPlan {
  const parsed = shape.safeParse(json(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw wrong(issue.path.join('.'), issue.message);
  }
  const plan: ScoresPlan = { ...parsed.data, dictionary: dictionaryOf(parsed.data.dictionary) };
  const { sites, honestSites, guarantee, dictionary } = plan;
  if (new Set(sites).size < sites.length) throw wrong('sites', 'a site is named twice');
  if (honestSites > sites.length) throw wrong('honestSites', `there are ${sites.length} sites`);
  if (guarantee.unit !== dictionary.unit) throw wrong('guarantee.unit', `the dictionary protects one ${dictionary.unit}`);
  checkBlocks(plan);
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

/** A channel is numeric, and the form in which dictionaries are written does not say so again. */
function dictionaryOf(value: z.infer<typeof shape>['dictionary']): SeriesDictionary {
  try {
    const written = { ...value, channels: value.channels.map(({ type: _type, ...channel }) => channel) };
    const dictionary = parseAnyDictionary({ text: JSON.stringify(written), file: 'dictionary' });
    if (dictionary.kind === 'series') return dictionary;
  } catch (error) {
    if (!(error instanceof DictionaryError)) throw error;
    throw wrong('dictionary', error.message);
  }
  throw wrong('dictionary', 'expected one of days');
}

function checkBlocks(plan: ScoresPlan): void {
  const expected = blocksFor(plan.dictionary, plan.scope);
  for (const part of ['tables', 'moments'] as const) {
    const same = plan[part].map(withoutNoise).join(' ') === expected[part].map(withoutNoise).join(' ');
    if (!same) throw wrong(part, `expected ${expected[part].map(({ name: block, length }) => `"${block}" of ${length} numbers`).join(', ') || 'none'}, as the dictionary and the scope "${plan.scope}" have it`);
  }
}

const withoutNoise = ({ name: block, length, clippingNorm }: Omit<ScoresBlock, 'variance'>): string => `${block}/${length}/${clippingNorm}`;

function checkNoise(plan: ScoresPlan): void {
  const { grid, clampTo, guarantee, tables, moments } = plan;
  const narrow = [...tables, ...moments].find(({ variance }) => variance < FEWEST_NOISE_STEPS * FEWEST_NOISE_STEPS);
  if (narrow !== undefined) throw wrong('tables', `the noise of "${narrow.name}" must be at least ${FEWEST_NOISE_STEPS} grid steps wide`);
  if (clampTo > clampFor(plan)) throw wrong('clampTo', 'the sum over all sites could leave 32 bits');
  if (grid > clampTo) throw wrong('clampTo', 'one day must not exceed it');
  if (bookedUnits(plan) > rhoUnitsFor(guarantee)) throw wrong('tables', 'the two releases cost more than the guarantee allows');
}

function wrong(field: string, problem: string): RangeError {
  return new RangeError(`The plan's field "${field}" is wrong: ${problem.replace(/\.$/, '')}.`);
}
