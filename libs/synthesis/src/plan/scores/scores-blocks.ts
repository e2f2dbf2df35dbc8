import type { SeriesDictionary } from '@commonward/schema';
import { productsOf } from '../spectrum/spectrum-plan.js';
import { scoreTables } from './score-tables.js';
import { stepsOf, type ScoresBlock, type ScoresPart } from './scores-plan.js';
import { SQUARED_LENGTH_PER_STEP } from './series-gate.js';

/** So fine that truncation takes about a two-hundredth off a product of two ordinary scores. */
export const SCORES_GRID = 256;
/** All their products are learnt, and their matrix is brought to its axes. */
export const MOST_STEPS = 256;

export type NoiselessBlock = Omit<ScoresBlock, 'variance'>;

/** The blocks of both releases, without their noise: public rules that a site follows too. */
export function scoresBlocks(dictionary: SeriesDictionary): Record<ScoresPart, readonly NoiselessBlock[]> {
  const steps = stepsOf(dictionary);
  const tables = scoreTables(dictionary).map(({ name, length, tables: { length: count } }) => ({ name, length, clippingNorm: Math.ceil(SCORES_GRID * Math.sqrt(count)) }));
  return { tables, moments: [{ name: 'moments', length: productsOf(steps), clippingNorm: Math.floor(SCORES_GRID * SQUARED_LENGTH_PER_STEP * steps) }] };
}
