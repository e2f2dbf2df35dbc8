import { planNoisyInput, type NoisyInputPlan, type NoisyInputStudy } from '../src/plan/index.js';
import { aDictionary, aGuarantee, SEED, SITES } from './simulated-table.js';

export const aNoisyStudy = (changes: Partial<NoisyInputStudy> = {}): NoisyInputStudy => ({
  study: 'clinic',
  dictionary: aDictionary({ publicCohortSize: { north: 40_000, south: 20_000 } }),
  guarantee: aGuarantee({ epsilon: 4 }),
  trust: 'local',
  aggregation: 'plain',
  sites: SITES,
  seed: SEED,
  ...changes,
});

export function aNoisyPlan(changes: Partial<NoisyInputStudy> = {}): NoisyInputPlan {
  const planning = planNoisyInput(aNoisyStudy(changes));
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}
