import { Z_95, type Estimate } from '../metrics/interval.js';
import { agreeingTables, type AgreeingTables, type NoisedCounts } from './noised-counts.js';

/** What is estimated, and what it would be if the noise of one count were a little different. */
export interface NoisyTables {
  readonly tables: AgreeingTables;
  /** For each count, moved up and down by a hundredth of a standard deviation of its noise. */
  readonly moved: readonly { readonly up: AgreeingTables; readonly down: AgreeingTables }[];
}

const STEP = 0.01;

export function noisyTables(noised: NoisedCounts): NoisyTables {
  const { counts, stdDevs } = noised;
  const moved = (at: number, steps: number) => agreeingTables({ ...noised, counts: counts.with(at, counts[at] + steps * stdDevs[at]) });
  return { tables: agreeingTables(noised), moved: Array.from(counts, (_, at) => ({ up: moved(at, STEP), down: moved(at, -STEP) })) };
}

/**
 * A statistic of the tables, a share between 0 and 1, with the interval that their noise leaves: its first derivatives by the noise of each
 * count, which is independent of the others' (the delta method). The interval is about the sites' own records; that other records would give
 * another number is not in it.
 */
export function estimated({ tables, moved }: NoisyTables, statistic: (tables: AgreeingTables) => number): Estimate {
  const value = statistic(tables);
  const variance = moved.reduce((sum, { up, down }) => sum + ((statistic(up) - statistic(down)) / (2 * STEP)) ** 2, 0);
  const halfWidth = Z_95 * Math.sqrt(variance);
  return { value: share(value), low: share(value - halfWidth), high: share(value + halfWidth) };
}

const share = (value: number): number => Math.min(1, Math.max(0, value));
