import type { ScoresPlan } from '../../plan/index.js';
import { frozen } from '../../plan/training-plan.js';
import type { Aggregate } from '../aggregate.js';
import { ofContributors } from '../of-contributors.js';
import { absorbTables } from './absorb-tables.js';

/**
 * The plan of the second round: the same terms, the means and spreads that follow from the first, and exactly the sites whose first
 * releases are in them.
 *
 * Post-processing: whoever has the first sum makes the same plan.
 * @param plan of the first round
 */
export function momentsPlan(plan: ScoresPlan, { sum, sites }: Aggregate, contributors: readonly string[]): ScoresPlan {
  const { means, spreads } = absorbTables(sum, { plan, contributors: sites });
  return frozen({ ...ofContributors(plan, contributors), part: { name: 'moments', means: [...means], spreads: [...spreads] } });
}
