import type { NoisedCounts } from './noised-counts.js';

/** A number that is known up to the noise of its releases. */
export interface Estimate {
  readonly value: number;
  /** Bounds of a 95 % interval for the number without noise. */
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * A statistic of noised counts, a share between 0 and 1, with the interval that their noise leaves: its first derivatives by the noise of each
 * count, which is independent of the others' (the delta method). The interval is about the sites' own records; that other records would give
 * another number is not in it.
 */
export function estimated(noised: NoisedCounts, statistic: (counts: NoisedCounts) => number): Estimate {
  const value = statistic(noised);
  const variance = noised.stdDevs.reduce((sum, stdDev, at) => sum + slope(noised, statistic, { at, step: stdDev / 100 }) ** 2 * stdDev ** 2, 0);
  const halfWidth = Z * Math.sqrt(variance);
  return { value: share(value), low: share(value - halfWidth), high: share(value + halfWidth) };
}

function slope(noised: NoisedCounts, statistic: (counts: NoisedCounts) => number, { at, step }: { readonly at: number; readonly step: number }): number {
  const moved = (by: number) => statistic({ ...noised, counts: noised.counts.map((count, c) => (c === at ? count + by : count)) });
  return (moved(step) - moved(-step)) / (2 * step);
}

const share = (value: number): number => Math.min(1, Math.max(0, value));
