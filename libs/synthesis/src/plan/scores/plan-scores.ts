import { RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor, type DiscreteGaussianEvent, type Guarantee } from '@commonward/accounting';
import type { SeriesDictionary } from '@commonward/schema';
import { NOISE_HEADROOM, SUM_LIMIT } from '../noise.js';
import { productsOf } from '../spectrum/spectrum-plan.js';
import { frozen, LARGEST_VARIANCE } from '../training-plan.js';
import { scoreTables } from './score-tables.js';
import { scoresForecast, type ScoresForecast } from './scores-forecast.js';
import { scoresEvent, squaredMove, stepsOf, type ScoresBlock, type ScoresPlan, type ScoresScope } from './scores-plan.js';
import { SCORES_SHARES, SQUARED_LENGTH_PER_STEP } from './series-gate.js';

export interface ScoresStudy {
  readonly study: string;
  readonly dictionary: SeriesDictionary;
  /** Its unit is the dictionary's. */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** Declared public number of units at all sites together: of days, or of persons where these are the unit. */
  readonly units: number;
  /** How many honest sites' noise together makes the noise of the guarantee: 1 if each site adds all of it. */
  readonly honestSites: number;
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type ScoresPlanning =
  | { readonly kind: 'planned'; readonly plan: ScoresPlan; readonly forecast: ScoresForecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: ScoresForecast };

/** So fine that truncation takes about a two-hundredth off a product of two ordinary scores. */
const GRID = 256;
/** All their products are learnt, and their matrix is brought to its axes. */
const MOST_STEPS = 256;

/**
 * Plans the two releases of each site, or says with the arithmetic why they would be useless.
 *
 * Guarantee: the events of both cost together at most the rho of the guarantee, in the sum of `honestSites` sites' noise.
 * @throws RangeError if the unit is not the dictionary's, the steps are too many, the noise is more than can be drawn, or the sums
 * leave 32 bits
 */
export function planScores(terms: ScoresStudy): ScoresPlanning {
  const { guarantee, dictionary, units, honestSites, sites } = terms;
  if (guarantee.unit !== dictionary.unit) throw new RangeError(`The guarantee is for one ${guarantee.unit}, but the dictionary protects one ${dictionary.unit}.`);
  if (stepsOf(dictionary) > MOST_STEPS) throw new RangeError(`The dictionary has ${stepsOf(dictionary)} steps in all channels, more than ${MOST_STEPS}: use a coarser grid.`);
  const forecast = scoresForecast({ guarantee, units, sites: sites.length, honestSites }, dictionary);
  const { verdict } = forecast;
  if (verdict === 'profile' || verdict === 'refused') return { kind: 'refused', reason: forecast.sentences[0], forecast };
  return { kind: 'planned', plan: frozen(planFor(terms, verdict)), forecast };
}

/** The blocks of both releases, without their noise: public rules that a site follows too. */
export function blocksFor(dictionary: SeriesDictionary, scope: ScoresScope): Record<'tables' | 'moments', readonly Omit<ScoresBlock, 'variance'>[]> {
  const tables = scoreTables(dictionary, { withPairs: scope !== 'margins' }).map(({ name, length, tables: { length: count } }) => ({ name, length, clippingNorm: Math.ceil(GRID * Math.sqrt(count)) }));
  const steps = stepsOf(dictionary);
  const moments = { name: 'moments' as const, length: productsOf(steps), clippingNorm: Math.floor(GRID * SQUARED_LENGTH_PER_STEP * steps) };
  return { tables, moments: scope === 'margins' ? [] : [moments] };
}

function planFor({ study, dictionary, guarantee, sites, honestSites, seed }: ScoresStudy, scope: ScoresScope): ScoresPlan {
  const { tables, moments } = blocksFor(dictionary, scope);
  const shares = [...tables, ...moments].reduce((sum, { name }) => sum + SCORES_SHARES[name], 0);
  const noised = (block: Omit<ScoresBlock, 'variance'>): ScoresBlock => {
    const rho = (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * (SCORES_SHARES[block.name] / shares);
    return { ...block, variance: Math.ceil(squaredMove(block.clippingNorm, guarantee) / (2 * rho * honestSites)) };
  };
  const common = { format: 'commonward/scores/1', study, discriminator: 'moments', encoding: 'scores' } as const;
  const plan = { ...common, scope, dictionary, guarantee, sites, honestSites, grid: GRID, clampTo: 1, tables: tables.map(noised), moments: moments.map(noised), seed };
  const fitting = withinGuarantee(plan);
  return { ...fitting, clampTo: clampFor(fitting) };
}

/** Rounding alone can put the two events above the guarantee: then every variance is raised by a step. */
function withinGuarantee(plan: ScoresPlan): ScoresPlan {
  const raised = (blocks: readonly ScoresBlock[]): readonly ScoresBlock[] => blocks.map((block) => ({ ...block, variance: block.variance + 1 }));
  let fitting = plan;
  while (bookedUnits(fitting) > rhoUnitsFor(plan.guarantee)) fitting = { ...fitting, tables: raised(fitting.tables), moments: raised(fitting.moments) };
  return fitting;
}

/** What both parts cost in the sum of `honestSites` sites' noise: each is booked by itself, and rounded up. */
export function bookedUnits(plan: ScoresPlan): number {
  const booked = ({ blocks }: DiscreteGaussianEvent): number =>
    rhoUnits({ kind: 'discrete-gaussian', blocks: blocks.map(({ squaredSensitivity, variance }) => ({ squaredSensitivity, variance: variance * plan.honestSites })) });
  return (['tables', 'moments'] as const).filter((part) => plan[part].length > 0).reduce((sum, part) => sum + booked(scoresEvent(plan, part)), 0);
}

/** The largest clamp that keeps the sum over all sites, noise included, within 32 bits. */
export function clampFor({ sites, tables, moments, study }: ScoresPlan): number {
  const largest = Math.max(...[...tables, ...moments].map(({ variance }) => variance));
  const clamp = Math.floor(SUM_LIMIT / sites.length - NOISE_HEADROOM * Math.sqrt(largest)) - 1;
  if (largest > LARGEST_VARIANCE || clamp < 1) throw new RangeError(`The study ${study} needs more noise than can be drawn.`);
  return clamp;
}
