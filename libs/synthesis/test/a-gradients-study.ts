import { aDictionary, aGuarantee, SEED, SITES } from './simulated-table.js';
import { planGradients, type GradientsPlan, type GradientsStudy } from '../src/plan/index.js';

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
  seed: SEED,
  ...changes,
});

export function aGradientsPlan(changes: Partial<GradientsStudy> = {}): GradientsPlan {
  const planning = planGradients(aGradientsStudy(changes));
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}
