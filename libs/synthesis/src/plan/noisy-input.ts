import type { ComposedEvent } from '@commonward/accounting';

/** How one column is randomised: each record's category is replaced by a uniform one with probability replaced / outOf; integers. */
export interface RandomisedColumn {
  readonly categories: number;
  readonly replaced: number;
  readonly outOf: number;
}

/** Every record leaves its site, each column randomised once; whatever is learned from them afterwards is free. */
export interface NoisyInputPlan {
  readonly columns: readonly RandomisedColumn[];
  /** How many records there are is visible, so neighbours must have the same number. */
  readonly adjacency: 'replace-one';
}

/** Coins fall on one of 2^32 sides, as many as a random word has. */
const SIDES = 2 ** 32;

/**
 * The least replacement that keeps every record within epsilon, shared equally among its columns.
 *
 * One column of k categories costs ln(1 + k (1 - p) / p), which is a share e of epsilon at p = k / (k + exp(e) - 1). The number of
 * sides on which a category is replaced is rounded up past any error of the formula.
 * @param sizes the number of categories of each column, at least 2
 * @param epsilon of one record, finite, above 0
 * @throws RangeError if an argument is outside its bounds
 * @see Kairouz, Bonawitz, Ramage 2016, arXiv:1602.07387
 */
export function planNoisyInput({ sizes, epsilon }: { sizes: ArrayLike<number>; epsilon: number }): NoisyInputPlan {
  if (!(epsilon > 0 && epsilon < Infinity)) throw new RangeError(`epsilon must be a finite number above 0, but it is ${epsilon}`);
  const odds = Math.expm1(epsilon / sizes.length);
  const columns = Array.from(sizes, (categories, c) => {
    if (!(Number.isInteger(categories) && categories >= 2)) {
      throw new RangeError(`sizes[${c}] must be an integer of at least 2, but it is ${categories}`);
    }
    return { categories, replaced: Math.min(SIDES, Math.floor((SIDES * categories) / (categories + odds)) + 1), outOf: SIDES };
  });
  return { columns, adjacency: 'replace-one' };
}

/** What releasing all columns of a record costs its patient. */
export function noisyInputEvent({ columns }: NoisyInputPlan): ComposedEvent {
  return { kind: 'composed', parts: columns.map((column) => ({ event: { kind: 'randomised-response', ...column }, times: 1 })) };
}
