import type { PrivacyCurve } from '../accountant.js';
import { privacyCurve } from '../privacy-curve.js';

/** Renyi differential privacy at several orders at once; `divergences[i]` belongs to `orders[i]`, of which one may be Infinity. */
export interface RenyiProfile {
  readonly orders: readonly number[];
  readonly divergences: readonly number[];
}

export function profileOf(divergence: (order: number) => number, orders: readonly number[]): RenyiProfile {
  return { orders, divergences: orders.map(divergence) };
}

/**
 * What a profile implies: at each delta the smallest epsilon over all orders, and the other way round.
 *
 * At order a with divergence D, epsilon is D + ln(1 - 1/a) - ln(a delta) / (a - 1), or 0 if delta >= sqrt(1 - e^-D), which
 * bounds the total variation distance since D is at least the Kullback-Leibler divergence.
 * @see Canonne, Kamath, Steinke 2020, Proposition 12, arXiv:2004.00010; Balle et al. 2020, arXiv:1905.09982; Bretagnolle, Huber 1979
 */
export function curveOfProfile({ orders, divergences }: RenyiProfile): PrivacyCurve {
  return privacyCurve({
    epsilonAt: (delta) => orders.reduce((least, order, i) => Math.min(least, epsilonAtOrder(order, divergences[i], delta)), Infinity),
    deltaAt: (epsilon) => orders.reduce((least, order, i) => Math.min(least, deltaAtOrder(order, divergences[i], epsilon)), 1),
    pureEpsilon: orders.reduce((least, order, i) => (order === Infinity ? Math.min(least, divergences[i]) : least), Infinity),
  });
}

function epsilonAtOrder(order: number, divergence: number, delta: number): number {
  if (order === Infinity) return divergence;
  if (delta >= totalVariation(divergence)) return 0;
  return Math.max(0, divergence + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1));
}

function deltaAtOrder(order: number, divergence: number, epsilon: number): number {
  if (order === Infinity) return totalVariation(divergence);
  return Math.min(totalVariation(divergence), Math.exp((order - 1) * (divergence - epsilon + Math.log1p(-1 / order)) - Math.log(order)));
}

/** Bound of Bretagnolle and Huber. Both directions compare with the same number: an epsilon falls to 0 at once where a delta reaches it. */
const totalVariation = (divergence: number): number => Math.sqrt(-Math.expm1(-divergence));
