import { canonicalJson, sha256Hex, type RefusalReason } from '@commonward/envelope';
import type { AnyDictionary } from '@commonward/schema';
import type { TrainingPlan } from '@commonward/synthesis/plan';
import type { Policy } from './policy.js';

export type Decision = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** Delta must stay well below one over the cohort, or a release may reveal whole records (conventions: a tenth). */
const DELTA_TIMES_COHORT = 0.1;

const refused = (reason: RefusalReason): Decision => ({ kind: 'refused', reason });

/**
 * Whether the site takes part, decided from public values only: the plan, the site's policy and the cohort size it
 * has declared. Whether the budget suffices is the ledger's to say.
 */
export function decide(options: {
  readonly site: string;
  readonly plan: TrainingPlan;
  readonly dictionary: AnyDictionary;
  readonly policy: Policy;
}): Decision {
  const { site, plan, dictionary, policy } = options;
  const { guarantee } = plan;
  if (!plan.sites.includes(site)) return refused('plan');
  if (guarantee.unit !== policy.unit || guarantee.adjacency !== policy.adjacency) return refused('unit');
  if (plan.trust === 'shared' && policy.trust !== 'shared') return refused('trust');
  if (guarantee.delta > policy.deltaMax) return refused('delta');
  const cohort = Object.hasOwn(dictionary.publicCohortSize, site) ? dictionary.publicCohortSize[site] : null;
  if (cohort !== null && guarantee.delta * cohort > DELTA_TIMES_COHORT) return refused('delta');
  if (dictionarySha256(plan.dictionary) !== dictionarySha256(dictionary)) return refused('dictionary');
  return { kind: 'accepted' };
}

const dictionarySha256 = (dictionary: AnyDictionary): string => sha256Hex(canonicalJson(dictionary));
