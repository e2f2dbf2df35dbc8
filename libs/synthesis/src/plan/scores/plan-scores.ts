import { RHO_UNITS_PER_ONE, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import type { SeriesDictionary } from '@commonward/schema';
import { forecastOf, type Forecast } from '../forecast.js';
import { clampFor, raised, withinGuarantee } from '../noise.js';
import { checkSites } from '../pairs-plan.js';
import { countedShares, protectionFor, type Aggregation, type Protection, type Trust } from '../protection.js';
import { frozen, LARGEST_VARIANCE } from '../training-plan.js';
import { MOST_STEPS, SCORES_GRID, scoresBlocks, type NoiselessBlock } from './scores-blocks.js';
import { chooseScores } from './scores-choice.js';
import { squaredMove, stepsOf, type ScoresBlock, type ScoresPlan, type ScoresScope } from './scores-plan.js';
import { SCORES_SHARES } from './series-gate.js';

export interface ScoresStudy {
  readonly study: string;
  readonly dictionary: SeriesDictionary;
  /** Its unit is the dictionary's. */
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

type ScoresStudyTerms = ScoresStudy & { readonly protection: Protection };

export type ScoresPlanning =
  | { readonly kind: 'planned'; readonly plan: ScoresPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

/**
 * Plans the first of the two releases of each site, or says with the arithmetic why they would be useless. What the second one is
 * about follows from the first; its charges are in this plan already.
 *
 * Guarantee: the events of both cost together at most the rho of the guarantee, at each site by itself or in the sum that the
 * protection counts on.
 * @throws RangeError if there is no site, a site twice, the sites do not suffice for the trust, the steps are too many, the noise is
 *   more than can be drawn, or the sums leave 32 bits
 */
export function planScores(study: ScoresStudy): ScoresPlanning {
  const { dictionary, sites } = study;
  checkSites(sites);
  if (stepsOf(dictionary) > MOST_STEPS) throw new RangeError(`The dictionary has ${stepsOf(dictionary)} steps in all channels, more than ${MOST_STEPS}: use a coarser grid.`);
  const terms = { ...study, protection: protectionFor({ ...study, sites: sites.length }) };
  const { choice, scope } = chooseScores(terms);
  if (scope === null) return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const plan = frozen(planFor(terms, scope));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

function planFor({ study, dictionary, guarantee, protection, sites, seed }: ScoresStudyTerms, scope: ScoresScope): ScoresPlan {
  const { tables, moments } = scoresBlocks(dictionary);
  const shares = [...tables, ...moments].reduce((sum, { name }) => sum + SCORES_SHARES[name], 0);
  const noised = (block: NoiselessBlock): ScoresBlock => {
    const rho = (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * (SCORES_SHARES[block.name] / shares);
    return { ...block, variance: Math.ceil(squaredMove(block.clippingNorm, guarantee) / (2 * rho * countedShares(protection))) };
  };
  const plan: ScoresPlan = {
    format: 'commonward/plan/1',
    study,
    discriminator: 'moments',
    encoding: 'scores',
    scope,
    dictionary,
    guarantee,
    ...protection,
    sites,
    grid: SCORES_GRID,
    clampTo: 1,
    tables: tables.map(noised),
    moments: moments.map(noised),
    part: { name: 'tables' },
    seed,
  };
  return withClamp(withinGuarantee(plan, (fitting) => ({ ...fitting, tables: fitting.tables.map(raised), moments: fitting.moments.map(raised) })));
}

function withClamp(plan: ScoresPlan): ScoresPlan {
  const { sites, study, guarantee } = plan;
  const blocks = [...plan.tables, ...plan.moments];
  const variances = blocks.map(({ variance }) => variance);
  const clampTo = clampFor(sites.length, variances);
  const furthest = Math.max(...blocks.map(({ clippingNorm }) => Math.sqrt(squaredMove(clippingNorm, guarantee))));
  if (Math.max(...variances) > LARGEST_VARIANCE || clampTo < furthest) throw new RangeError(`The study ${study} needs more noise than can be drawn.`);
  return { ...plan, clampTo };
}
