import type { Adjacency } from '@commonward/accounting';

import { bind, reveal, type Bounded, type Sensitive } from '../boundary.js';
import { checkInteger } from '../check-integer.js';
import { frozenList } from '../frozen-list.js';

/** So many places, each with one record or none. */
export interface Places {
  readonly places: number;
  /** By column, how many categories it has; the last one of each says that nobody is there. */
  readonly categories: readonly number[];
  /** [places, columns] */
  readonly codes: Uint16Array;
}

export interface BoundedPlacesOptions<R> {
  /** One record for each unit of privacy. */
  readonly records: Sensitive<Iterable<R>>;
  /** Public, an integer. Records beyond it find no place and are left out. */
  readonly places: number;
  /** By column, without the one for nobody; integers from 1 to 2^16 - 2. */
  readonly categories: readonly number[];
  /** The categories of a record, one for each column, or null if it cannot be read. It must look at that record alone, and not throw. */
  readonly codesOf: (record: R) => ArrayLike<number> | null;
  readonly adjacency: Adjacency;
}

/**
 * Gives each record a place, until there is none left.
 *
 * Guarantee: data sets with one record more, one less or another one in its place differ in one place, but for the order of places,
 * whatever `records` holds and `codesOf` answers. Places have no order, so no distance is claimed between two sets of them. A record
 * that cannot be read, or has a category that does not exist, is nobody.
 * @returns [places, columns] categories
 * @throws RangeError if a size is not a positive integer
 */
export function boundedPlaces<R>({ records, places, categories, codesOf, adjacency }: BoundedPlacesOptions<R>): Bounded<Places> {
  checkInteger('places', places, 2 ** 31 - 1);
  categories.forEach((count, c) => checkInteger(`categories[${c}]`, count, 2 ** 16 - 2));
  // What is enforced on records and what is claimed for the result come from one copy, which `codesOf` cannot reach.
  const existing = frozenList(categories.length, (c) => categories[c]);
  const codes = nobodyIn(places, existing);
  let place = 0;
  for (const record of reveal(records)) {
    if (place < places) settle(codes, { place, existing, record: codesOf(record) });
    place += 1;
  }
  return bind({ places, categories: frozenList(existing.length, (c) => existing[c] + 1), codes }, { records, blocks: [], adjacency });
}

function nobodyIn(places: number, existing: readonly number[]): Uint16Array {
  const codes = new Uint16Array(places * existing.length);
  for (let at = 0; at < codes.length; at += 1) codes[at] = existing[at % existing.length];
  return codes;
}

interface Settling {
  readonly place: number;
  readonly existing: readonly number[];
  readonly record: ArrayLike<number> | null;
}

function settle(codes: Uint16Array, { place, existing, record }: Settling): void {
  if (record?.length !== existing.length) return;
  for (let c = 0; c < existing.length; c += 1) if (!(Number.isInteger(record[c]) && record[c] >= 0 && record[c] < existing[c])) return;
  for (let c = 0; c < existing.length; c += 1) codes[place * existing.length + c] = record[c];
}
