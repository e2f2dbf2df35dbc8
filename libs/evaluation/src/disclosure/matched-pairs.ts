import type { DataDictionary, RecordTable } from '@commonward/schema';
import { permutation, shuffle, type SeededRandom } from '../seeded-random.js';

/** A training record and a held-out record of the same hospital and class, by their places in all training and all held-out records. */
export interface MatchedPair {
  readonly member: number;
  readonly heldOut: number;
}

export interface PairingTask {
  /** The training records of each hospital. */
  readonly hospitals: readonly RecordTable[];
  /** The held-out records of each hospital, or one table for all of them. */
  readonly tests: readonly RecordTable[];
  readonly dictionary: DataDictionary;
  readonly most: number;
  readonly random: SeededRandom;
}

/**
 * As many disjoint pairs as there are, drawn by chance.
 *
 * Guarantee: if the held-out records of each hospital and class were drawn from that hospital's at random, then given the pairs, which of the two
 * was held out is a fair coin for each pair, independently of all others.
 */
export function matchedPairs({ hospitals, tests, dictionary, most, random }: PairingTask): MatchedPair[] {
  const byHospital = tests.length === hospitals.length;
  const target = dictionary.columns.findIndex(({ name }) => name === dictionary.target);
  const [members, heldOut] = [hospitals, tests].map((tables) => strata(tables, { target, byHospital }));
  const pairs = [...members.keys()].sort().flatMap((stratum) => zipped(members.get(stratum) ?? [], heldOut.get(stratum) ?? [], random));
  return Array.from(permutation(pairs.length, random).subarray(0, most), (place) => pairs[place]);
}

function zipped(members: number[], heldOut: number[], random: SeededRandom): MatchedPair[] {
  shuffle(members, random);
  shuffle(heldOut, random);
  return members.slice(0, heldOut.length).map((member, k) => ({ member, heldOut: heldOut[k] }));
}

/** The places of all records among all tables, by hospital (if it is known of both sides) and class; an unknown class is one. */
function strata(tables: readonly RecordTable[], { target, byHospital }: { target: number; byHospital: boolean }): Map<string, number[]> {
  const places = new Map<string, number[]>();
  let first = 0;
  tables.forEach(({ rows, columns }, hospital) => {
    for (let row = 0; row < rows; row++) {
      const stratum = `${byHospital ? hospital : 0} ${columns[target][row]}`;
      const there = places.get(stratum);
      if (there === undefined) places.set(stratum, [first + row]);
      else there.push(first + row);
    }
    first += rows;
  });
  return places;
}
