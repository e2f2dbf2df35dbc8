/** With fewer, the sum and one's own vector give away the other's. */
export const FEWEST_SITES = 3;
export const MOST_SITES = 1000;
/** Up to this many sites every pair shares a mask. */
export const LARGEST_COMPLETE_BY_DEFAULT = 64;
/** Shares are points of a polynomial over 256 elements, of which 0 is the secret. */
export const LARGEST_SHARE_GROUP = 255;

/** Fewest survivors when every site adds the full noise: any two such sets have more than a third of the sites in common. */
export function localTrustThreshold(sites: number): number {
  return Math.floor((2 * sites) / 3) + 1;
}

/** The fewest survivors that any agreement may ask for: more than half, and never two. */
export function leastThreshold(sites: number): number {
  return Math.max(FEWEST_SITES, Math.floor(sites / 2) + 1);
}

/**
 * The smallest even number of neighbours such that, whichever fifth of the sites is corrupted before the graph is known,
 * no site has a majority of its share group among them but with probability 2^-40, and with 30 % of the sites gone
 * at random every secret can be put together again but with probability 2^-20.
 *
 * @see Bell et al. 2020, section 3 and its hypergeometric tails; `thresholds.spec.ts` computes them exactly
 */
export function neighboursOfRegular(sites: number): number {
  const [, neighbours] = degrees.find(([most]) => sites <= most) ?? degrees[degrees.length - 1];
  return Math.min(neighbours, 2 * Math.floor((sites - 1) / 2));
}

/** [up to this many sites, neighbours] */
const degrees: readonly (readonly [number, number])[] = [
  [128, 72],
  [256, 106],
  [512, 142],
  [MOST_SITES, 174],
];
