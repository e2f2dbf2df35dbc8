import { RHO_UNITS_PER_ONE, epsilonOf, rhoUnits } from '@commonward/accounting';
import type { Guarantee } from '@commonward/accounting';
import { studyEventOf } from './event.js';
import { viewsOfPlan } from './plan-views.js';
import type { PlanViews } from './plan-views.js';
import type { Aggregation, Trust } from './protection.js';
import { noisyInputLength } from './noisy-input/noisy-input-plan.js';
import { blocksOfRounds } from './released-blocks.js';
import type { TrainingPlan } from './training-plan.js';
import type { Choice, StudyTerms } from './workload-choice.js';

/** What a study will cost and how much noise it will bear, from public numbers alone. */
export interface Forecast extends Choice {
  readonly guarantee: Guarantee;
  /** What the study costs at each site, all its rounds together; empty if refused. */
  readonly sites: readonly { readonly site: string; readonly epsilon: number; readonly rhoUnits: number }[];
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  /** of each site's releases; null if refused */
  readonly views: PlanViews | null;
  /** of one site, in all rounds; 0 if refused */
  readonly releaseBytes: number;
}

const BYTES_PER_COUNT = 4;

/** @param plan made of the same terms, or null if the study is refused */
export function forecastOf(choice: Choice, { guarantee, sites, protection: { trust, aggregation } }: Pick<StudyTerms, 'guarantee' | 'sites' | 'protection'>, plan: TrainingPlan | null): Forecast {
  const common = { ...choice, guarantee, trust, aggregation };
  if (plan === null) return { ...common, sites: [], views: null, releaseBytes: 0 };
  const units = rhoUnits(studyEventOf(plan));
  const epsilon = epsilonOf({ rho: units / RHO_UNITS_PER_ONE, delta: guarantee.delta });
  const costs = sites.map((site) => ({ site, epsilon, rhoUnits: units }));
  return { ...common, sites: costs, views: viewsOfPlan(plan), releaseBytes: releaseBytesOf(plan) };
}

/** Of one site, in all rounds of the plan's study. */
export function releaseBytesOf(plan: TrainingPlan): number {
  if (plan.encoding === 'noisy-input') return BYTES_PER_COUNT * noisyInputLength(plan);
  return BYTES_PER_COUNT * blocksOfRounds(plan).flat().reduce((sum, { length }) => sum + length, 0);
}
