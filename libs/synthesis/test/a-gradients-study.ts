import type { AnyDictionary, DataDictionary } from '@commonward/schema';
import { aDictionary, aGuarantee, SEED, SITES } from './simulated-table.js';
import { isOf, planGradients, type GradientsPlan, type GradientsStudy } from '../src/plan/index.js';

/** Enough patients for a network at epsilon 3. */
export const MANY = { north: 20_000, south: 20_000 };

export const aGradientsStudy = (changes: Partial<GradientsStudy> = {}): GradientsStudy => ({
  study: 'clinic',
  dictionary: aDictionary({ publicCohortSize: MANY }),
  guarantee: aGuarantee(),
  trust: 'local',
  aggregation: 'plain',
  sites: SITES,
  steps: 20,
  clipping: 'whole',
  seed: SEED,
  ...changes,
});

/** Of a table. */
export function aGradientsPlan(changes: Partial<GradientsStudy> = {}): GradientsPlan<DataDictionary> {
  return planOf(changes, (plan) => isOf(plan, 'table'));
}

/** Of images or days, of which two sites have many. */
export function aGradientsPlanOf<Dictionary extends AnyDictionary>(dictionary: Dictionary, changes: Partial<GradientsStudy> = {}): GradientsPlan<Dictionary> {
  const guarantee = aGuarantee({ unit: dictionary.unit, epsilon: 10 });
  return planOf({ dictionary: { ...dictionary, publicCohortSize: MANY }, guarantee, ...changes }, (plan): plan is GradientsPlan<Dictionary> => plan.dictionary.kind === dictionary.kind);
}

function planOf<Plan extends GradientsPlan>(changes: Partial<GradientsStudy>, isWanted: (plan: GradientsPlan) => plan is Plan): Plan {
  const planning = planGradients(aGradientsStudy(changes));
  if (planning.kind === 'refused') throw new Error(planning.reason);
  if (!isWanted(planning.plan)) throw new Error('The plan is one of other records.');
  return planning.plan;
}
