import type { DominatingPair } from './dominating-pair.js';
import type { LossDistribution } from './loss-distribution.js';

/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { ceil, exp, expm1, floor, max, min } = Math;

/** Four times what the masses of a pair may be off by, relatively. */
const SLACK = 2 ** -38;
/** Beyond this loss the second distribution's masses may be too small to have all their digits. */
const LARGEST_RATIO = 300;

/**
 * Rounds the losses of a pair to multiples of `interval`, so that the result dominates the pair.
 *
 * What lies between two multiples is split between them such that its masses under both distributions stay as they are. That
 * makes the curve of delta over e^epsilon straight between multiples, and leaves it as it is at them; no grid of losses
 * allows less (Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022, Algorithm 1, arXiv:2207.04380). The split is computed from
 * the masses, not from second differences of delta, whose digits cancel at small intervals.
 *
 * Guarantee: the result dominates also if each of the pair's masses is off by 2^-40, relatively: masses are raised, and
 * shares moved up, by more than that. Losses below all multiples are raised to the lowest, those above count as infinite.
 */
export function connectTheDots(pair: DominatingPair, interval: number): LossDistribution {
  const lowest = ceil(pair.lowest / interval) - 1;
  const highest = floor(pair.highest / interval) + 1;
  const edges = new Float64Array(highest - lowest + 1).map((_, j) => (lowest + j) * interval);
  const { first, second } = pair.masses(edges);
  const masses = new Float64Array(edges.length);
  masses[0] = first[0] * (1 + SLACK);
  for (let j = 1; j < edges.length; j += 1) {
    const mass = first[j] * (1 + SLACK);
    const up = mass * shareOfUpper({ first: first[j], second: second[j], edge: edges[j - 1], interval });
    masses[j - 1] += mass - up;
    masses[j] += up;
  }
  return { interval, lowest, masses, infinite: first[edges.length] * (1 + SLACK) };
}

/** The share x of the upper of two losses, for which (1 - x) e^-edge + x e^-(edge + interval) is second / first. */
function shareOfUpper(bin: { first: number; second: number; edge: number; interval: number }): number {
  if (bin.first === 0 || bin.edge > LARGEST_RATIO) return 1;
  const ratio = (bin.second / bin.first) * exp(bin.edge);
  return min(1, max(0, (1 - ratio + SLACK) / -expm1(-bin.interval)));
}
