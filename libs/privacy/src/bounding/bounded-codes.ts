import type { Adjacency } from '@commonward/accounting';

import { bind, reveal, type Bounded, type Sensitive } from '../boundary.js';

/** One category of each unit of privacy. */
export interface Codes {
  readonly categories: number;
  /** [n] integers in [0, categories) */
  readonly codes: Int32Array;
}

export interface BoundedCodesOptions<R> {
  /** One record for each unit of privacy. */
  readonly records: Sensitive<Iterable<R>>;
  /** An integer from 2 to 2^26. */
  readonly categories: number;
  /** The category of a record, or null if it cannot be read. It must look at that record alone, and not throw. */
  readonly codeOf: (record: R) => number | null;
  /** The number of codes is the number of records, which only neighbours under this adjacency share. */
  readonly adjacency: Extract<Adjacency, 'replace-one'>;
}

/** The squared sensitivity of a code stays a safe integer. */
const mostCategories = 2 ** 26;

/**
 * Writes down one category for each record.
 *
 * Guarantee: replacing one unit of privacy changes one code, to another in [0, categories), whatever `records` holds and
 * `codeOf` answers. A record without a category, or with one that does not exist, has the category 0.
 * @returns [n] codes, in one block
 * @throws RangeError if `categories` is not an integer from 2 to 2^26, or the adjacency is not replace-one
 */
export function boundedCodes<R>({ records, categories, codeOf, adjacency }: BoundedCodesOptions<R>): Bounded<Codes> {
  if (!(Number.isInteger(categories) && categories >= 2 && categories <= mostCategories)) {
    throw new RangeError(`categories must be an integer from 2 to ${mostCategories}, but it is ${categories}`);
  }
  if (adjacency !== 'replace-one') throw new RangeError(`adjacency must be replace-one, but it is ${String(adjacency)}`);
  const codes = Int32Array.from(reveal(records), (record) => existingCode(codeOf(record), categories));
  const move = categories - 1;
  const block = { start: 0, length: codes.length, squaredSensitivity: move ** 2, l1Sensitivity: move, coordinateSensitivity: move };
  return bind({ categories, codes }, { records, blocks: [block], adjacency });
}

function existingCode(code: number | null, categories: number): number {
  return code !== null && Number.isInteger(code) && code >= 0 && code < categories ? code : 0;
}
