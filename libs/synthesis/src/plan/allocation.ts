import { layerVariances } from './layer-noise.js';
import type { TableGroup } from './workload.js';

/** What part of rho each block of tables gets, by what its tables are of; they add up to 1. */
export interface BlockShares {
  readonly oneWays: number;
  readonly targetPairs: number;
  readonly otherPairs: number;
}

/**
 * How the budget of a study of tables is divided among its blocks.
 *
 * - `usual`: as the workload has it that the public rule chooses.
 * - `optimal`: single columns, pairs with the target and other pairs, so that the mean squared noise of a table, summed over the three, is least.
 * - shares: the three as somebody wants them.
 */
export type Allocation = 'usual' | 'optimal' | BlockShares;

/** A block with less would be all noise wherever the others are not drowned in budget. */
export const SMALLEST_SHARE = 0.01;
const ROUNDING = 1e-9;

/** @throws RangeError unless every share is at least a hundredth and they add up to 1 */
export function checkShares({ oneWays, targetPairs, otherPairs }: BlockShares): void {
  const shares = { oneWays, targetPairs, otherPairs };
  for (const [name, share] of Object.entries(shares)) {
    if (!(share >= SMALLEST_SHARE && share <= 1)) throw new RangeError(`The share of ${name} is ${share}; expected a number from ${SMALLEST_SHARE} to 1.`);
  }
  const sum = oneWays + targetPairs + otherPairs;
  if (Math.abs(sum - 1) > ROUNDING) throw new RangeError(`The shares add up to ${sum}; expected 1.`);
}

/** Fine enough that rounding a variance up to an integer changes no share by a thousandth. */
const SCALE = 2 ** 12;

/**
 * The shares of rho that make the mean squared noise of a table least, summed over the blocks: a layer of T tables with d cells in all
 * is moved by sqrt(T), and a cell of it counts one T-th.
 * @param groups blocks that are counted
 * @param cells of each block
 */
export function leastNoiseShares(groups: readonly TableGroup[], cells: readonly number[]): readonly number[] {
  const layers = groups.map(({ tables, squaredNorm }, b) => ({ length: cells[b], sensitivity: SCALE * Math.sqrt(squaredNorm), weight: 1 / tables.length }));
  const costs = layerVariances(layers, 1).map((variance, b) => (SCALE * SCALE * groups[b].squaredNorm) / (2 * variance));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return costs.map((cost) => cost / total);
}
