import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { Estimate } from '../metrics/interval.js';
import { seededRandom } from '../seeded-random.js';
import { sampledRows } from '../split/sampled-rows.js';
import { attackRisk, type Attempts, type ControlledAttack } from './attack-risk.js';
import { inferredSecrets, type Scaled } from './attribute-inference.js';
import { closestDistances } from './closest-records.js';
import { linkedRecords } from './linkability.js';
import { densityRatioScores, distanceScores, distancesToSynthetic, membershipRisk, type MembershipRisk, type MembershipTask } from './membership.js';
import { columnRanges, mixedRows, type MixedRows } from './mixed-rows.js';
import { nearerShare, nearness, type Nearness } from './nearer-to-training.js';
import { successesOf, type Predicate } from './predicate.js';
import { multivariateClaims, univariateClaims } from './singling-out.js';

export interface DisclosureTask {
  readonly synthetic: RecordTable;
  /** What the generator was trained on, at least 1 record. */
  readonly train: RecordTable;
  /** Records of the same kind that it was not trained on, at least 2. */
  readonly test: RecordTable;
  readonly dictionary: DataDictionary;
  /** Of the records that are attacked and the claims that are made, where there are too many. */
  readonly seed: number;
}

/** An attack on members, the same on the control, and what the difference says. */
export interface AttackOutcome extends ControlledAttack {
  readonly risk: Estimate;
}

/** How many records the attacks used; fewer than there are where distances of all pairs would take too long. */
export interface AttackSamples {
  /** Training records whose membership was guessed, by all synthetic records. */
  readonly members: number;
  /** The same of held-out records. */
  readonly nonMembers: number;
  /** Of either kind, attacked by linking and by inference. */
  readonly targets: number;
  /** Of either kind, among which claims may single out one. */
  readonly crowd: number;
  /** Synthetic records that claims, links and inference came from. */
  readonly synthetic: number;
}

/** What somebody who has the synthetic records could find out about the patients behind them. */
export interface DisclosureRisk {
  readonly samples: AttackSamples;
  readonly nearerToTraining: Nearness & { readonly share: Estimate };
  readonly membership: { readonly distance: MembershipRisk; readonly densityRatio: MembershipRisk };
  readonly singlingOut: { readonly univariate: AttackOutcome; readonly multivariate: AttackOutcome };
  readonly linkability: AttackOutcome;
  /** Of the dictionary's target. */
  readonly attributeInference: AttackOutcome;
}

/** Distances grow with the product of the tables: these sizes keep the largest report under a minute. */
const MOST_TARGETS = 500;
const MOST_IN_A_CROWD = 20_000;
const CLAIMS = 500;
const COLUMNS_OF_A_CLAIM = 3;

/**
 * Attacks synthetic records as Anonymeter and the literature on membership inference do. Every attack is run on training records
 * and on records that were held out: what it gets right about the latter follows from the population, not from the training.
 *
 * It is measured on these records by these attacks; the guarantee of a study holds against every attack.
 * @throws RangeError with fewer than two held-out records
 */
export function disclosureRisk(task: DisclosureTask): DisclosureRisk {
  const { train, test, dictionary, seed } = task;
  if (train.rows < 2 || test.rows < 2) throw new RangeError(`there are ${train.rows} training and ${test.rows} test records; disclosure risk needs two of each`);
  const random = seededRandom(seed);
  const real = [train, test] as const;
  const ranges = columnRanges([...real, task.synthetic], dictionary);
  const scaled = (table: RecordTable): Scaled => ({ table, scaled: mixedRows(table, ranges) });
  const [members, nonMembers] = real.map((table) => scaled(sampledRows(table, MOST_TARGETS, random)));
  const asMany = (most: number): RecordTable[] => real.map((table) => sampledRows(table, Math.min(most, train.rows, test.rows), random));
  const targets = asMany(MOST_TARGETS).map(scaled);
  const crowds = asMany(MOST_IN_A_CROWD);
  const released = sampledRows(task.synthetic, MOST_IN_A_CROWD, random);
  const known = scaled(released);
  return {
    samples: { members: members.table.rows, nonMembers: nonMembers.table.rows, targets: targets[0].table.rows, crowd: crowds[0].rows, synthetic: released.rows },
    nearerToTraining: nearnessOf(mixedRows(sampledRows(released, MOST_TARGETS, random), ranges), crowds.map((crowd) => mixedRows(crowd, ranges))),
    membership: membershipOf({ members: members.scaled, nonMembers: nonMembers.scaled, synthetic: scaled(task.synthetic).scaled }),
    singlingOut: singlingOut(crowds, { synthetic: released, dictionary, claims: CLAIMS, random }),
    linkability: outcome(targets, ({ scaled: rows }) => linkedRecords({ targets: rows, synthetic: known.scaled, halves: halvesOf(dictionary), neighbours: 1 })),
    attributeInference: outcome(targets, (rows) => inferredSecrets(rows, known, targetOf(dictionary))),
  };
}

function nearnessOf(judged: MixedRows, [training, heldOut]: readonly MixedRows[]): DisclosureRisk['nearerToTraining'] {
  const sides = nearness(closestDistances(judged, training), closestDistances(judged, heldOut));
  return { ...sides, share: nearerShare(sides) };
}

function membershipOf(task: MembershipTask): DisclosureRisk['membership'] {
  const toSynthetic = distancesToSynthetic(task);
  return { distance: membershipRisk(distanceScores(toSynthetic)), densityRatio: membershipRisk(densityRatioScores(toSynthetic, task)) };
}

function singlingOut(crowds: readonly RecordTable[], claims: Parameters<typeof univariateClaims>[0]): DisclosureRisk['singlingOut'] {
  const claimed = (predicates: readonly Predicate[]): AttackOutcome =>
    outcome(crowds, (table) => ({ attempts: predicates.length, successes: successesOf(predicates, table) }));
  return { univariate: claimed(univariateClaims(claims)), multivariate: claimed(multivariateClaims(claims, COLUMNS_OF_A_CLAIM)) };
}

/** @param sides training records, then held-out ones */
function outcome<T>([training, heldOut]: readonly T[], attack: (side: T) => Attempts): AttackOutcome {
  const both = { members: attack(training), control: attack(heldOut) };
  return { ...both, risk: attackRisk(both) };
}

/** Every other column, in the dictionary's order: each list gets columns of every part of a record. */
function halvesOf({ columns }: DataDictionary): [number[], number[]] {
  const places = [...columns.keys()];
  return [places.filter((j) => j % 2 === 0), places.filter((j) => j % 2 === 1)];
}

const targetOf = ({ columns, target }: DataDictionary): number => columns.findIndex(({ name }) => name === target);
