import { momentsOfAll, type Repeated } from './log-moments.js';
import { tiltedWindow, type TiltedWindow } from './tilted-window.js';

/** A window on the grid of a composition's losses. */
export interface PlannedWindow extends TiltedWindow {
  /** The first loss, in intervals. */
  readonly lowest: number;
  /** Number of losses, a power of two, at least 4. */
  readonly length: number;
}

/**
 * @param parts at least one, all of the same interval
 * @param magnified see tiltedWindow
 */
export function planWindow(parts: readonly Repeated[], magnified: number): PlannedWindow {
  const { interval } = parts[0].distribution;
  const sum = (bound: (part: Repeated) => number) => parts.reduce((total, part) => total + part.times * bound(part), 0);
  const window = tiltedWindow(momentsOfAll(parts), {
    least: sum(leastLoss),
    most: sum(mostLoss),
    largest: Math.max(...parts.map((part) => Math.max(Math.abs(leastLoss(part)), Math.abs(mostLoss(part))))),
    magnified,
  });
  const lowest = Math.floor(window.from / interval);
  const losses = Math.ceil(window.to / interval) - lowest + 1;
  return { ...window, lowest, length: 2 ** Math.max(2, Math.ceil(Math.log2(losses))) };
}

function leastLoss({ distribution }: Repeated): number {
  return distribution.lowest * distribution.interval;
}

function mostLoss({ distribution }: Repeated): number {
  return (distribution.lowest + distribution.masses.length - 1) * distribution.interval;
}
