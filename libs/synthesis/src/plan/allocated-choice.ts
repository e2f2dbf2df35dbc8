import { tableLayout } from '@commonward/schema';
import { checkShares, leastNoiseShares, type Allocation } from './allocation.js';
import { cellsOf } from './blocks.js';
import { MOST_NOISE, publicCohort, relativeNoise, times, type Choice, type StudyTerms } from './workload-choice.js';
import { tableGroups, type TableGroup } from './workload.js';

/** What is worth measuring where a study divides its budget itself: the groups with their shares, and what is expected of them. */
export interface AllocatedChoice {
  readonly choice: Choice;
  readonly groups: readonly TableGroup[];
}

/**
 * Whether every block is worth measuring with its share, by the public rule of the usual workloads.
 * @throws RangeError if the shares are none, or the dictionary has no pair of columns without the target
 */
export function chooseAllocated(terms: StudyTerms, allocation: Exclude<Allocation, 'usual'>): AllocatedChoice {
  const groups = sharedGroups(terms, allocation);
  const cohort = publicCohort(terms);
  const shares = groups.map(({ name, share }) => `${name} ${(100 * share).toFixed(1)} %`).join(', ');
  const given = `${allocation === 'optimal' ? 'The least mean squared noise of a table comes of these shares of rho' : 'Shares of rho'}: ${shares}`;
  if (cohort === null) return { groups, choice: { outcome: 'allocated', reason: `${given}. The dictionary declares no public cohort size of every site, so the noise cannot be compared with the number of patients.`, cohort, relativeNoise: { target: null, other: null } } };
  const [oneWay, target, other] = groups.map((group) => relativeNoise(terms, group, cohort));
  const noise = `The noise is ${times(oneWay)} the content of the largest table of one column (at most ${MOST_NOISE.oneWay}), ${times(target)} with the target (${MOST_NOISE.target}), ${times(other)} of two others (${MOST_NOISE.other})`;
  const isWorthIt = oneWay <= MOST_NOISE.oneWay && target <= MOST_NOISE.target && other <= MOST_NOISE.other;
  const reason = isWorthIt ? `${given}. ${noise}.` : `${given}. ${noise}: a block would be mostly noise. Give it a larger share, raise epsilon, or choose the allocation usual, which leaves out what is not worth measuring.`;
  return { groups, choice: { outcome: isWorthIt ? 'allocated' : 'refused', reason, cohort, relativeNoise: { target, other } } };
}

function sharedGroups({ dictionary }: StudyTerms, allocation: Exclude<Allocation, 'usual'>): readonly TableGroup[] {
  const layout = tableLayout(dictionary);
  const groups = tableGroups('allocated', layout.sizes.length, layout.target);
  if (groups.some(({ tables }) => tables.length === 0)) throw new RangeError('A dictionary of two columns has no pair without the target: choose the allocation usual.');
  const cells = groups.map(({ tables }) => tables.reduce((sum, table) => sum + cellsOf(table, layout), 0));
  const shares = allocation === 'optimal' ? leastNoiseShares(groups, cells) : [allocation.oneWays, allocation.targetPairs, allocation.otherPairs];
  if (allocation !== 'optimal') checkShares(allocation);
  return groups.map((group, b) => ({ ...group, share: shares[b] }));
}
