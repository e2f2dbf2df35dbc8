import { frozen } from './training-plan.js';
import type { TrainingPlan } from './training-plan.js';

/** A plan that its sum names the key of every site in, so that whoever signs the offer has fixed who takes part. */
export type OfferedSum<Plan extends TrainingPlan = TrainingPlan> = Extract<Plan, { aggregation: 'masked' }> & { readonly identityKeys: Readonly<Record<string, string>> };

/** The plan as it is offered: a masked one names the key of each of its sites. @param keys by site, ed25519, 64 hexadecimal digits */
export function withIdentityKeys<Plan extends TrainingPlan>(plan: Plan, keys: ReadonlyMap<string, string>): Plan {
  if (plan.aggregation === 'plain') return plan;
  const identityKeys = Object.fromEntries([...keys].filter(([site]) => plan.sites.includes(site)));
  const problem = identityKeysProblem(plan.sites, identityKeys);
  if (problem !== null) throw new RangeError(problem);
  return frozen({ ...plan, identityKeys });
}

/** Whether a plan is masked and says whose keys count. */
export const isOfferedSum = <Plan extends TrainingPlan>(plan: Plan): plan is Plan & OfferedSum<Plan> => plan.aggregation === 'masked' && plan.identityKeys !== undefined;

/** What is wrong with the keys of a masked plan; null if nothing is, or it has none. */
export function identityKeysProblem(sites: readonly string[], keys: Readonly<Record<string, string>> | undefined): string | null {
  if (keys === undefined) return null;
  if (Object.keys(keys).length !== sites.length || !sites.every((site) => Object.hasOwn(keys, site))) return 'Expected the key of every site of the plan, and no other.';
  return new Set(Object.values(keys)).size === sites.length ? null : 'Each site must have a key of its own.';
}
