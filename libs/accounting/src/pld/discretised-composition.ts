import { composed, type ComposedLosses } from './composition.js';
import { connectTheDots } from './connect-the-dots.js';
import type { DominatingPair } from './dominating-pair.js';
import { momentsOfAll, repeatedLosses, type Repeated } from './log-moments.js';
import { planWindow, type PlannedWindow } from './planned-window.js';

/** The distance between losses, unless there are too many of them or they are too small for it. */
export const INTERVAL = 1e-4;
/** The finest distance, of losses that could as well be 0. */
const FINEST = INTERVAL * 2 ** -24;
/** The most losses of a part, and of a window. */
const MOST_LOSSES = 2 ** 19;
/** The least standard deviation of a loss, in intervals. */
const LEAST_DEVIATION = 4;

/** A pair that happens `times` times; a positive safe integer. */
export interface RepeatedPair {
  readonly pair: DominatingPair;
  readonly times: number;
}

/**
 * Composes pairs after rounding their losses to one grid.
 *
 * Rounding adds up to interval^2 / 4 to the variance of each loss. So the interval is divided while it is too coarse for the
 * losses, and doubled until they fit into memory; either way the result dominates.
 * @param parts at least one, and together at most 10^8 times, so that their sum fits a window at some interval
 * @param magnified see tiltedWindow
 */
export function discretisedComposition(parts: readonly RepeatedPair[], magnified: number): ComposedLosses {
  const widest = Math.max(...parts.map(({ pair }) => pair.highest - pair.lowest));
  const onGrid = (interval: number) => gridOf(parts, { interval, magnified });
  let interval = INTERVAL;
  while (widest / interval > MOST_LOSSES) interval *= 2;
  let grid = onGrid(interval);
  while (grid.window.length > MOST_LOSSES) grid = onGrid((interval *= 2));
  while (interval <= INTERVAL && interval > FINEST && grid.window.length <= MOST_LOSSES / 4 && isCoarse(grid)) {
    grid = onGrid((interval /= 4));
  }
  return composed(grid.rounded, grid.window);
}

interface Grid {
  readonly interval: number;
  readonly rounded: readonly Repeated[];
  readonly window: PlannedWindow;
}

function gridOf(parts: readonly RepeatedPair[], { interval, magnified }: { interval: number; magnified: number }): Grid {
  const rounded = parts.map(({ pair, times }) => repeatedLosses(connectTheDots(pair, interval), times));
  return { interval, rounded, window: planWindow(rounded, magnified) };
}

function isCoarse({ interval, rounded }: Grid): boolean {
  const times = rounded.reduce((sum, part) => sum + part.times, 0);
  return momentsOfAll(rounded).variance < times * (LEAST_DEVIATION * interval) ** 2;
}
