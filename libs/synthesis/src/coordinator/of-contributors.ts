import type { TrainingPlan } from '../plan/index.js';

/**
 * The plan for exactly the sites whose first releases are in the sum, all of whom are needed: a later round measures about what the
 * earlier one gave.
 * @param contributors sites of the plan
 */
export function ofContributors<Plan extends TrainingPlan>(plan: Plan, contributors: readonly string[]): Plan {
  const sites = plan.sites.filter((site) => contributors.includes(site));
  if (plan.aggregation === 'plain') return { ...plan, sites };
  const { identityKeys } = plan;
  const keys = identityKeys === undefined ? {} : { identityKeys: Object.fromEntries(Object.entries(identityKeys).filter(([site]) => sites.includes(site))) };
  return { ...plan, sites, ...keys, threshold: sites.length };
}
