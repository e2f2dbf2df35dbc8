/** Masses of two distributions; [edges + 1], the first below the first edge, the last from the last edge on. */
export interface PairMasses {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Two distributions that are at least as easy to tell apart as the outputs of a mechanism on any two neighbouring data sets:
 * for every factor a >= 0 the largest excess of first(S) over a second(S), over all events S, is at least the mechanism's.
 *
 * They are seen only through the loss ln(first / second). Such pairs compose like independent draws, also when mechanisms are
 * chosen adaptively. The first may weigh more than 1, which only makes the bound looser.
 * @see Zhu, Dong, Wang 2022, arXiv:2106.08567 (dominating pairs, their composition and sampling)
 */
export interface DominatingPair {
  /** Nearly all of `first` and of `second` has its loss between these; what lies outside is rounded up. */
  readonly lowest: number;
  readonly highest: number;
  /**
   * The masses of both where edges[j - 1] <= loss < edges[j].
   *
   * Guarantee: a relative error below 2^-40, if each edge may be off by a few roundings.
   * @param edges ascending, may begin with -Infinity and end with Infinity
   */
  masses(edges: Float64Array): PairMasses;
}

/** A pair for each of the two orders of two neighbouring data sets. */
export interface BothDirections {
  /** First with the unit of privacy, second without it. */
  readonly remove: DominatingPair;
  /** First without the unit of privacy, second with it. */
  readonly add: DominatingPair;
}

/** For a pair that stays the same when its two distributions change places. */
export function eitherWay(pair: DominatingPair): BothDirections {
  return { remove: pair, add: pair };
}
