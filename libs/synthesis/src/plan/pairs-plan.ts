import { tableLayout } from '@commonward/schema';
import { chooseAllocated } from './allocated-choice.js';
import type { Allocation } from './allocation.js';
import { forecastOf } from './forecast.js';
import type { Forecast } from './forecast.js';
import { clampFor, countVariance, gridFor, raised, withinGuarantee } from './noise.js';
import { protectionFor } from './protection.js';
import type { Aggregation, Trust } from './protection.js';
import type { Tuning } from './setting.js';
import { LARGEST_VARIANCE, frozen } from './training-plan.js';
import type { PairsPlan } from './training-plan.js';
import { chooseWorkload, declaredSize } from './workload-choice.js';
import type { StudyTerms } from './workload-choice.js';
import { CLIPPING_GRID, tableGroups } from './workload.js';
import type { TableGroup, Workload } from './workload.js';

export interface PairsStudy extends Omit<StudyTerms, 'protection'> {
  readonly study: string;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly tuning?: Tuning;
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type PairsPlanning =
  | { readonly kind: 'planned'; readonly plan: PairsPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

/**
 * Plans one release of noised tables by every site, or says why it would be useless.
 *
 * Guarantee: the event of a planned release costs at most the rho of the guarantee, at each site by itself.
 * @throws RangeError if there is no site, a site twice, the sites do not suffice for the trust, the guarantee is out of bounds, or its noise or counts do not fit
 */
export function planPairs(study: PairsStudy): PairsPlanning {
  const terms = termsOf(study);
  const choice = chooseWorkload(terms);
  if (choice.outcome === 'refused') return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const { sizes, target } = tableLayout(study.dictionary);
  const plan = frozen(planFor(terms, choice.outcome, tableGroups(choice.outcome, sizes.length, target)));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

/** The same, with the budget divided among the blocks as the study wants it. @throws RangeError as `planPairs`, or if the shares are none */
export function planAllocated(study: PairsStudy, allocation: Exclude<Allocation, 'usual'>): PairsPlanning {
  const terms = termsOf(study);
  const { choice, groups } = chooseAllocated(terms, allocation);
  if (choice.outcome === 'refused') return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const plan = frozen(planFor(terms, 'allocated', groups));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

function termsOf(study: PairsStudy): PairsStudy & StudyTerms {
  checkSites(study.sites);
  return { ...study, protection: protectionFor({ ...study, sites: study.sites.length }) };
}

function planFor(terms: PairsStudy & StudyTerms, workload: Workload, groups: readonly TableGroup[]): PairsPlan {
  const { study, dictionary, guarantee, protection, sites, seed } = terms;
  const variances = groups.map((group) => countVariance(group, terms));
  const grid = Math.max(gridFor(variances), workload === 'correlations' ? CLIPPING_GRID : 1);
  if (grid * grid * Math.max(...variances) >= LARGEST_VARIANCE) {
    throw new RangeError(`epsilon ${guarantee.epsilon} with delta ${guarantee.delta} needs more noise than can be drawn.`);
  }
  const blocks = groups.map(({ name, tables }, b) => ({ name, tables, variance: Math.ceil(grid * grid * variances[b]) }));
  const planned: PairsPlan = {
    format: 'commonward/plan/1',
    study,
    discriminator: 'moments',
    encoding: 'pairs',
    workload,
    dictionary,
    guarantee,
    ...protection,
    sites,
    grid,
    clampTo: 1,
    blocks,
    ...(terms.tuning === 'residuals' ? { tuning: terms.tuning } : {}),
    seed,
  };
  const plan = withinGuarantee(planned, (fitting) => ({ ...fitting, blocks: fitting.blocks.map(raised) }));
  return checked({ ...plan, clampTo: clampFor(sites.length, plan.blocks.map(({ variance }) => variance)) });
}

/** Every declared cohort must fit under the clamp, or its counts would be cut off. */
function checked(plan: PairsPlan): PairsPlan {
  const { sites, grid, clampTo } = plan;
  const largest = Math.max(1, ...sites.map((site) => declaredSize(plan.dictionary, site) ?? 1));
  if (largest * grid > clampTo) {
    throw new RangeError(`${sites.length} sites leave room for ${Math.floor(clampTo / grid)} patients at a site in 32-bit sums, but one declares ${largest}.`);
  }
  return plan;
}

export function checkSites(sites: readonly string[]): void {
  if (sites.length === 0) throw new RangeError('A study needs at least one site.');
  const twice = sites.find((site, index) => sites.indexOf(site) !== index);
  if (twice !== undefined) throw new RangeError(`Site "${twice}" is named twice.`);
}
