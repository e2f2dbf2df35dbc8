import type { DiscreteGaussianEvent, Guarantee } from '@commonward/accounting';
import type { SeriesDictionary } from '@commonward/schema';
import type { TableBlock } from './score-tables.js';

/** A run of the released vector that is clipped and noised by itself. */
export interface ScoresBlock {
  readonly name: TableBlock | 'moments';
  readonly length: number;
  /** The clipping norm of one unit of privacy, in grid steps. */
  readonly clippingNorm: number;
  /** of one site's discrete Gaussian noise on each number, in squared grid steps */
  readonly variance: number;
}

/**
 * What the public numbers of a study leave room for.
 *
 * - `full`: days whose hours are related as in the records.
 * - `weak`: days, labelled: the relations from hour to hour are weaker than in the records.
 * - `margins`: no days; the shares of every step by itself, and of the day's total.
 */
export const SCORES_SCOPES = ['full', 'weak', 'margins'] as const;
export type ScoresScope = (typeof SCORES_SCOPES)[number];

/**
 * Everything that sites and coordinator must agree on before a day is looked at. Public and frozen. S steps of all channels.
 *
 * A site releases twice. First its tables: how many of its days fall into each cell (`scoreTables`). From the sums over all sites the
 * coordinator makes the mean and the spread of every step's score, and then every site releases the second moments of the scores
 * standardised with them: all S (S + 1) / 2 products. A study of margins ends with the first.
 */
export interface ScoresPlan {
  readonly format: 'commonward/scores/1';
  readonly study: string;
  readonly discriminator: 'moments';
  readonly encoding: 'scores';
  readonly scope: ScoresScope;
  readonly dictionary: SeriesDictionary;
  /** of one site's two releases together. A unit that is a patient counts with the mean of all their days. */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** How many honest sites' noise together makes the noise of the guarantee: 1 if each site adds all of it. */
  readonly honestSites: number;
  /** grid steps for a unit of the features */
  readonly grid: number;
  /** largest magnitude of a sum before noise, in grid steps */
  readonly clampTo: number;
  readonly tables: readonly ScoresBlock[];
  /** Empty in a study of margins. */
  readonly moments: readonly ScoresBlock[];
  /** 64 hexadecimal digits; public; drives sampling, never privacy noise */
  readonly seed: string;
}

export type ScoresPart = 'tables' | 'moments';

/** What one site's release of a part costs each unit of privacy. */
export function scoresEvent(plan: ScoresPlan, part: ScoresPart): DiscreteGaussianEvent {
  return { kind: 'discrete-gaussian', blocks: plan[part].map(({ clippingNorm, variance }) => ({ squaredSensitivity: squaredMove(clippingNorm, plan.guarantee), variance })) };
}

/** A clipped vector that comes or goes; or one that goes and another, perhaps its opposite, in its place. */
export function squaredMove(clippingNorm: number, { adjacency }: Guarantee): number {
  const moved = adjacency === 'add-or-remove-one' ? clippingNorm : 2 * clippingNorm;
  return moved * moved;
}

export function scoresLength(plan: ScoresPlan, part: ScoresPart): number {
  return plan[part].reduce((length, block) => length + block.length, 0);
}

/** S: the steps of all channels. */
export const stepsOf = ({ channels, grid }: SeriesDictionary): number => channels.length * grid.count;
