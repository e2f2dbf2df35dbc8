import { composed, planWindow, type ComposedLosses, type PlannedWindow } from './composition.js';
import { connectTheDots } from './connect-the-dots.js';
import type { DominatingPair } from './dominating-pair.js';
import { momentsOfAll, repeatedLosses, type Repeated } from './log-moments.js';

/** The distance between losses, unless there are too many of them or they are too small for it. */
export const INTERVAL = 1e-4;
/** The most losses of a part, and of a window. */
const MOST_LOSSES = 2 ** 19;
const FINEST = INTERVAL * 2 ** -24;

/** A pair that happens `times` times; a positive safe integer. */
export interface RepeatedPair {
  readonly pair: DominatingPair;
  readonly times: number;
}

/**
 * Composes pairs after rounding their losses to one grid.
 *
 * Rounding adds up to interval^2 / 4 to the variance of each loss. So the interval is halved, twice at a time, while that could be
 * 1 / 64 of what is there, and doubled until the losses fit in memory; either way the result dominates.
 * @param parts at least one
 * @param magnified see tiltedWindow
 */
export function discretisedComposition(parts: readonly RepeatedPair[], magnified: number): ComposedLosses {
  const widest = parts.reduce((most, { pair }) => Math.max(most, pair.highest - pair.lowest), 0);
  let interval = INTERVAL;
  while (widest / interval > MOST_LOSSES) interval *= 2;
  let grid = onGrid(parts, { interval, magnified });
  while (grid.window.length > MOST_LOSSES) {
    interval *= 2;
    grid = onGrid(parts, { interval, magnified });
  }
  while (interval <= INTERVAL && interval > FINEST && grid.window.length <= MOST_LOSSES / 4 && isCoarse(grid.parts)) {
    interval /= 4;
    grid = onGrid(parts, { interval, magnified });
  }
  return composed(grid.parts, grid.window);
}

function onGrid(parts: readonly RepeatedPair[], { interval, magnified }: { interval: number; magnified: number }): { parts: readonly Repeated[]; window: PlannedWindow } {
  const rounded = parts.map(({ pair, times }) => repeatedLosses(connectTheDots(pair, interval), times));
  return { parts: rounded, window: planWindow(rounded, magnified) };
}

function isCoarse(parts: readonly Repeated[]): boolean {
  const { interval } = parts[0].distribution;
  const times = parts.reduce((sum, part) => sum + part.times, 0);
  return momentsOfAll(parts).variance < 16 * times * interval ** 2;
}
