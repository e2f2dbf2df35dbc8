/** ln(e^x - 1) for x of at least 0. */
export function logExpm1(x: number): number {
  return x > 40 ? x : Math.log(Math.expm1(x));
}

/** ln(1 + e^x). */
export function logOnePlusExp(x: number): number {
  return x > 40 ? x : Math.log1p(Math.exp(x));
}

/**
 * ln of the sum over k of binom(order, k) q^k (1 - q)^(order - k) m_k, where m_0 = m_1 = 1.
 *
 * Summed as 1 plus terms with m_k - 1, which are all positive: however small the result is, nothing cancels.
 * @param order integer of at least 2
 * @param q between 0 and 1, both excluded
 * @param logExcess ln(m_k - 1) for k from 2 to order, m_k at least 1
 */
export function logBinomialMoment({ order, q, logExcess }: { order: number; q: number; logExcess: (k: number) => number }): number {
  const [logQ, logRest] = [Math.log(q), Math.log1p(-q)];
  const terms = new Float64Array(order - 1);
  let logBinomial = Math.log(order);
  for (let k = 2; k <= order; k += 1) {
    logBinomial += Math.log((order - k + 1) / k);
    terms[k - 2] = logBinomial + k * logQ + (order - k) * logRest + logExcess(k);
  }
  return logOnePlusExp(logSumExp(terms));
}

/** ln of the sum of e^x over all x; -Infinity for none. */
export function logSumExp(terms: Float64Array): number {
  let largest = -Infinity;
  for (const term of terms) largest = Math.max(largest, term);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - largest);
  return largest + Math.log(sum);
}

/**
 * A divergence that is known at integer orders, as a bound at every order.
 *
 * (a - 1) D_a is the cumulant generating function of the privacy loss, hence convex in a, and it is 0 at a = 1: between two
 * integers it lies below the chord.
 */
export function betweenIntegers(divergenceAtInteger: (order: number) => number): (order: number) => number {
  const cumulant = (order: number) => (order === 1 ? 0 : (order - 1) * divergenceAtInteger(order));
  return (order) => {
    const below = Math.floor(order);
    if (below === order) return divergenceAtInteger(order);
    return ((below + 1 - order) * cumulant(below) + (order - below) * cumulant(below + 1)) / (order - 1);
  };
}
