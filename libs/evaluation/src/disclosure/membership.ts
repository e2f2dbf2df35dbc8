import { auroc } from '../metrics/classification.js';
import { delongInterval, placements } from '../metrics/auroc-interval.js';
import type { Estimate } from '../metrics/interval.js';
import { closestDistances, closestRecords } from './closest-records.js';
import type { MixedRows } from './mixed-rows.js';
import { truePositivesAt, type TruePositives } from './true-positives.js';

/** Records that the generator was trained on and records it was not, and what it gave. */
export interface MembershipTask {
  readonly members: MixedRows;
  /** At least two. */
  readonly nonMembers: MixedRows;
  readonly synthetic: MixedRows;
}

/** One number for each record; of an attack, larger for one that seems to be a member. */
export interface MembershipScores {
  readonly members: Float64Array;
  readonly nonMembers: Float64Array;
}

/** How well an attack tells members from non-members. */
export interface MembershipRisk {
  /** Area under the curve; 1/2 is guessing. */
  readonly auroc: Estimate;
  /** At a cut that takes at most 1 % of the non-members for members. */
  readonly truePositives: TruePositives;
}

const FALSE_POSITIVE_RATE = 0.01;

/** How far the closest synthetic record is, [records]. */
export type ToSynthetic = MembershipScores;

export const distancesToSynthetic = ({ members, nonMembers, synthetic }: MembershipTask): ToSynthetic => ({
  members: closestDistances(members, synthetic),
  nonMembers: closestDistances(nonMembers, synthetic),
});

/**
 * The attack by distance: a record with a synthetic one close by was a member. No shadow generator is trained.
 *
 * @see Chen et al. 2020, GAN-Leaks, doi:10.1145/3372297.3417238 (full black-box attack)
 */
export function distanceScores({ members, nonMembers }: ToSynthetic): MembershipScores {
  return { members: members.map((distance) => -distance), nonMembers: nonMembers.map((distance) => -distance) };
}

/** Below every distance of two different records; it makes the ratio of two zeros 1. */
const SMALLEST_DISTANCE = 1e-6;

/**
 * The attack by density ratio: a record where synthetic ones lie denser than other real ones was a member. Density is that of the
 * nearest neighbour; the other real records are the non-members, of which neither a non-member itself nor, so that both have as many, one
 * for each member is used.
 *
 * @see van Breugel et al. 2023, Membership inference attacks against synthetic data through overfitting detection (DOMIAS),
 *   arXiv:2302.12580; nearest-neighbour densities: Loftsgaarden, Quesenberry 1965
 */
export function densityRatioScores(toSynthetic: ToSynthetic, { members, nonMembers }: Pick<MembershipTask, 'members' | 'nonMembers'>): MembershipScores {
  const ratio = (near: Float64Array, toReal: Float64Array): Float64Array =>
    toReal.map((distance, row) => Math.log((distance + SMALLEST_DISTANCE) / (near[row] + SMALLEST_DISTANCE)));
  return {
    members: ratio(toSynthetic.members, closestButOne(members, nonMembers, (row) => row % nonMembers.rows)),
    nonMembers: ratio(toSynthetic.nonMembers, closestButOne(nonMembers, nonMembers, (row) => row)),
  };
}

/** The distance of each row to the closest of the references, one of which is left out. */
function closestButOne(rows: MixedRows, references: MixedRows, leftOut: (row: number) => number): Float64Array {
  const closest = closestRecords(rows, references, 2);
  return Float64Array.from(closest.rows, ([first], row) => closest.distances[row][first === leftOut(row) ? 1 : 0]);
}

export function membershipRisk({ members, nonMembers }: MembershipScores): MembershipRisk {
  const truth = Uint8Array.from({ length: members.length + nonMembers.length }, (_, row) => Number(row < members.length));
  const scores = Float64Array.from([...members, ...nonMembers]);
  const { low, high } = delongInterval(placements(truth, scores));
  return { auroc: { value: auroc(truth, scores), low: Math.max(0, low), high: Math.min(1, high) }, truePositives: truePositivesAt({ members, nonMembers }, FALSE_POSITIVE_RATE) };
}
