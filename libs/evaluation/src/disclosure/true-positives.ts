import { clopperPearson } from '@commonward/accounting';
import type { Estimate } from '../metrics/interval.js';
import type { MembershipScores } from './membership.js';

/** Members found at a cut with few false alarms. */
export interface TruePositives {
  readonly found: number;
  readonly members: number;
  /** The share found, with its exact 95 % interval at this cut. */
  readonly rate: Estimate;
}

/**
 * How many members score above a cut that at most the given share of the non-members does. What an attack finds with hardly a false
 * alarm says more about the worst-off patients than the area under its curve.
 *
 * @param rate of false positives, between 0 and 1
 * @see Carlini et al. 2022, Membership inference attacks from first principles, arXiv:2112.03570; intervals: Clopper, Pearson 1934
 */
export function truePositivesAt({ members, nonMembers }: MembershipScores, rate: number): TruePositives {
  const falling = Float64Array.from(nonMembers).sort().reverse();
  const cut = falling[Math.floor(rate * falling.length)];
  const found = members.filter((score) => score > cut).length;
  return { found, members: members.length, rate: foundRate({ found, members: members.length }) };
}

export const foundRate = ({ found, members }: Omit<TruePositives, 'rate'>): Estimate => ({ value: found / members, ...clopperPearson({ trials: members, successes: found, confidence: 0.95 }) });
