/**
 * Jensen-Shannon distance of two distributions over the same cells: the square root of the mean Kullback-Leibler divergence, in
 * bits, of each from their average.
 *
 * @param p [k] shares that add up to 1
 * @param q [k] shares that add up to 1
 * @returns between 0 (equal) and 1 (nothing in common)
 * @see Lin 1991, Divergence measures based on the Shannon entropy, doi:10.1109/18.61115; scipy.spatial.distance.jensenshannon, base 2
 */
export function jensenShannonDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let divergence = 0;
  for (let cell = 0; cell < p.length; cell++) {
    const middle = (p[cell] + q[cell]) / 2;
    divergence += (bitsFrom(p[cell], middle) + bitsFrom(q[cell], middle)) / 2;
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

const bitsFrom = (share: number, middle: number): number => (share === 0 ? 0 : share * Math.log2(share / middle));
