import { frozen } from '../../plan/training-plan.js';
import type { SpectrumPlan } from '../../plan/index.js';
import type { Aggregate } from '../aggregate.js';
import { ofContributors } from '../of-contributors.js';
import { absorbCentres } from './absorb-centres.js';

/**
 * The plan of the second round: the same terms, the centres that follow from the first, and exactly the sites whose first releases are
 * in them. All of these are needed, because the second moments are divided by the number of images that was released first.
 *
 * Post-processing: whoever has the first sum makes the same plan.
 * @param plan of the first round
 * @param contributors in the order of the plan's sites
 */
export function shapesPlan(plan: SpectrumPlan, { sum }: Aggregate, contributors: readonly string[]): SpectrumPlan {
  const { centres } = absorbCentres(sum, plan);
  return frozen({ ...ofContributors(plan, contributors), part: { name: 'shapes', centres: [...centres] } });
}
