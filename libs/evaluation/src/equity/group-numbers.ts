import type { RecordTable } from '@commonward/schema';
import type { DistancedPair } from '../disclosure/pair-distances.js';
import { membershipRisk } from '../disclosure/membership.js';
import type { Estimate } from '../metrics/interval.js';
import { groupAccuracy } from './group-scores.js';
import { GROUP_LIMITS, groupFindings, type GroupFinding, type GroupNumbers } from './findings.js';
import type { Group, GroupName } from './groups.js';

export interface ReportedGroup extends GroupNumbers {
  readonly name: GroupName;
  readonly findings: readonly GroupFinding[];
}

export interface GroupsEvidence {
  /** All records of each kind. */
  readonly synthetic: RecordTable;
  readonly train: RecordTable;
  readonly test: RecordTable;
  /** Which share of the models is right about each of `asked`; trained on synthetic and on real records. */
  readonly right: { readonly synthetic: Float64Array; readonly real: Float64Array };
  /** Places of the test records that models were asked about. */
  readonly asked: readonly number[];
  readonly pairs: readonly DistancedPair[];
}

/** @param groups everyone first, as `groupsOf` has them */
export function reportedGroups(groups: readonly Group[], evidence: GroupsEvidence): ReportedGroup[] {
  const numbers = groups.map((group) => ({ name: group.name, ...numbersOf(group, evidence) }));
  const everyone = { records: { synthetic: evidence.synthetic.rows, train: evidence.train.rows }, accuracy: numbers[0].accuracy };
  return numbers.map((one) => ({ ...one, findings: groupFindings(one, everyone) }));
}

function numbersOf(group: Group, { synthetic, train, test, right, asked, pairs }: GroupsEvidence): GroupNumbers {
  const places = [...asked.keys()].filter((k) => group.test(asked[k]));
  return {
    records: { synthetic: group.synthetic === null ? null : count(synthetic, group.synthetic), train: count(train, group.train), test: count(test, group.test) },
    accuracy: groupAccuracy(right.synthetic, right.real, places),
    membership: membershipIn(group, pairs),
  };
}

const count = ({ rows }: RecordTable, isIn: (row: number) => boolean): number => Array.from({ length: rows }, (_, row) => isIn(row)).filter(Boolean).length;

/** The interval of an area holds for many records; of fewer on either side it would cry wolf. */
const FEWEST_GUESSED = GROUP_LIMITS.fewestTested;

function membershipIn({ train, test }: Group, pairs: readonly DistancedPair[]): Estimate | null {
  const members = Float64Array.from(pairs.filter(({ pair }) => train(pair.member)), ({ member }) => -member);
  const nonMembers = Float64Array.from(pairs.filter(({ pair }) => test(pair.heldOut)), ({ heldOut }) => -heldOut);
  return Math.min(members.length, nonMembers.length) < FEWEST_GUESSED ? null : membershipRisk({ members, nonMembers }).auroc;
}
