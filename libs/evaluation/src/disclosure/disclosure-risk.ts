import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { Estimate } from '../metrics/interval.js';
import { seededRandom } from '../seeded-random.js';
import { sampledRows } from '../split/sampled-rows.js';
import { attackRisk, type Attempts, type ControlledAttack } from './attack-risk.js';
import { inferredSecrets, type Scaled } from './attribute-inference.js';
import { closestDistances } from './closest-records.js';
import { linkedRecords } from './linkability.js';
import { densityRatioScores, distanceScores, membershipRisk, type MembershipRisk } from './membership.js';
import { columnRanges, mixedRows } from './mixed-rows.js';
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

/** What somebody who has the synthetic records could find out about the patients behind them. */
export interface DisclosureRisk {
  /** How many records of each kind the attacks used; fewer than there are where distances of all pairs would take too long. */
  readonly samples: { readonly members: number; readonly nonMembers: number; readonly synthetic: number };
  readonly nearerToTraining: Nearness & { readonly share: Estimate };
  readonly membership: { readonly distance: MembershipRisk; readonly densityRatio: MembershipRisk };
  readonly singlingOut: { readonly univariate: AttackOutcome; readonly multivariate: AttackOutcome };
  readonly linkability: AttackOutcome;
  /** Of the dictionary's target. */
  readonly attributeInference: AttackOutcome;
}

/** Distances grow with the product of the tables: these sizes keep the largest report under a minute. */
const MOST_TARGETS = 1000;
const MOST_SYNTHETIC = 20_000;
const CLAIMS = 500;
const COLUMNS_OF_A_CLAIM = 3;

/**
 * Attacks synthetic records as Anonymeter and the literature on membership inference do. Every attack is run on training records
 * and on records that were held out: what it gets right about the latter follows from the population, not from the training.
 *
 * It is measured on these records by these attacks; the guarantee of a study holds against every attack.
 * @throws RangeError with fewer than two held-out records
 */
export function disclosureRisk({ synthetic, train, test, dictionary, seed }: DisclosureTask): DisclosureRisk {
  if (train.rows < 2 || test.rows < 2) throw new RangeError(`there are ${train.rows} training and ${test.rows} test records; disclosure risk needs two of each`);
  const random = seededRandom(seed);
  const [members, nonMembers] = [train, test].map((table) => sampledRows(table, MOST_TARGETS, random));
  const released = sampledRows(synthetic, MOST_SYNTHETIC, random);
  const ranges = columnRanges([members, nonMembers, released], dictionary);
  const scaled = (table: RecordTable): Scaled => ({ table, scaled: mixedRows(table, ranges) });
  const [inside, outside, known] = [members, nonMembers, released].map(scaled);
  const membership = { members: inside.scaled, nonMembers: outside.scaled, synthetic: known.scaled };
  const fair = Math.min(members.rows, nonMembers.rows);
  const [attacked, control] = [members, nonMembers].map((table) => scaled(sampledRows(table, fair, random)));
  const judged = mixedRows(sampledRows(released, MOST_TARGETS, random), ranges);
  const sides = nearness(closestDistances(judged, attacked.scaled), closestDistances(judged, control.scaled));
  const outcome = (attack: (targets: Scaled) => Attempts): AttackOutcome => withRisk({ members: attack(attacked), control: attack(control) });
  const claims = { synthetic: released, dictionary, claims: CLAIMS, random };
  const claimed = (predicates: readonly Predicate[]): AttackOutcome =>
    outcome(({ table }) => ({ attempts: predicates.length, successes: successesOf(predicates, table) }));
  return {
    samples: { members: members.rows, nonMembers: nonMembers.rows, synthetic: released.rows },
    nearerToTraining: { ...sides, share: nearerShare(sides) },
    membership: { distance: membershipRisk(distanceScores(membership)), densityRatio: membershipRisk(densityRatioScores(membership)) },
    singlingOut: { univariate: claimed(univariateClaims(claims)), multivariate: claimed(multivariateClaims(claims, COLUMNS_OF_A_CLAIM)) },
    linkability: outcome((targets) => linkedRecords({ targets: targets.scaled, synthetic: known.scaled, halves: halvesOf(dictionary), neighbours: 1 })),
    attributeInference: outcome((targets) => inferredSecrets(targets, known, targetOf(dictionary))),
  };
}

const withRisk = (attack: ControlledAttack): AttackOutcome => ({ ...attack, risk: attackRisk(attack) });

/** Every other column, in the dictionary's order: each list gets columns of every part of a record. */
function halvesOf({ columns }: DataDictionary): [number[], number[]] {
  const places = [...columns.keys()];
  return [places.filter((j) => j % 2 === 0), places.filter((j) => j % 2 === 1)];
}

const targetOf = ({ columns, target }: DataDictionary): number => columns.findIndex(({ name }) => name === target);
