import type { Guarantee } from '@commonward/accounting';
import type { SeriesDictionary } from '@commonward/schema';
import type { Protection } from '../protection.js';
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
 */
export const SCORES_SCOPES = ['full', 'weak'] as const;
export type ScoresScope = (typeof SCORES_SCOPES)[number];

/** The round that a plan is for. The second one holds what the coordinator made of the first: [S] of each step, each a float32. */
export type ScoresStage = { readonly name: 'tables' } | ({ readonly name: 'moments' } & ScoreStandards);

/** [S] the mean of each step's score, and its spread, above 0. */
export interface ScoreStandards {
  readonly means: readonly number[];
  readonly spreads: readonly number[];
}

/**
 * What a plan of days says beside its protection. S steps of all channels.
 *
 * A site releases twice, each time under a plan of its own. First its tables: how many of its days fall into each cell
 * (`scoreTables`). From the sums over all sites the coordinator makes the mean and the spread of every step's score, and then every
 * site releases the second moments of the scores standardised with them: all S (S + 1) / 2 products. Both plans name the charges of
 * both releases, so that a site knows what the study costs before it pays for the first.
 */
export interface ScoresTerms {
  readonly format: 'commonward/plan/1';
  readonly study: string;
  readonly discriminator: 'moments';
  readonly encoding: 'scores';
  readonly scope: ScoresScope;
  readonly dictionary: SeriesDictionary;
  /** of one site's two releases together. A unit that is a patient counts with the mean of all their days. */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** grid steps for a unit of the features */
  readonly grid: number;
  /** largest magnitude of a sum before noise, in grid steps */
  readonly clampTo: number;
  readonly tables: readonly ScoresBlock[];
  readonly moments: readonly ScoresBlock[];
  readonly part: ScoresStage;
  /** 64 hexadecimal digits; public; drives sampling, never privacy noise */
  readonly seed: string;
}

export type ScoresPlan = ScoresTerms & Protection;
export type ScoresPart = ScoresStage['name'];

/** The two rounds of a study of days, in their order. */
export const SCORES_PARTS = ['tables', 'moments'] as const satisfies readonly ScoresPart[];

/** A clipped vector that comes or goes; or one that goes and another, perhaps its opposite, in its place. */
export function squaredMove(clippingNorm: number, { adjacency }: Guarantee): number {
  const moved = adjacency === 'add-or-remove-one' ? clippingNorm : 2 * clippingNorm;
  return moved * moved;
}

export function scoresLength(plan: Pick<ScoresTerms, ScoresPart>, part: ScoresPart): number {
  return plan[part].reduce((length, block) => length + block.length, 0);
}

/** S: the steps of all channels. */
export const stepsOf = ({ channels, grid }: SeriesDictionary): number => channels.length * grid.count;
