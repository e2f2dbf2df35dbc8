import { binScores, scoreTables, stepsOf, type ScoresPlan, type ScoreTable } from '../../plan/scores/index.js';
import { shrunkShares } from './shrunk-shares.js';

/** One table of the sum of all first releases. */
export interface ShareTable extends ScoreTable {
  /** row major; shares of all units, with noise: some may be below 0 */
  readonly shares: Float64Array;
  /** of the noise of one share */
  readonly variance: number;
}

/** What all first releases together say. S steps. */
export interface TableSignal {
  /** estimated units of privacy */
  readonly units: number;
  /** The tables of the steps, [S], and the others. */
  readonly steps: readonly ShareTable[];
  readonly others: readonly ShareTable[];
  /** [S] of each step the share of every cell: smoothed over neighbouring steps, above 0, and 1 together */
  readonly margins: readonly Float64Array[];
  /** [S] float32, because the sites are told exactly these */
  readonly means: Float32Array;
  readonly spreads: Float32Array;
}

/** There are taken to be at least so many units, so that noise is not divided by nothing. */
const FEWEST_UNITS = 10;
const SMALLEST_SHARE = 0.001;
/** Of the range of a channel's scores. */
const SMALLEST_SPREAD = 0.04;

/**
 * Shares, and the mean and spread of each step's score, about which sites measure their second moments.
 * @param sum of all sites' first releases, in grid steps
 * @param contributors how many sites are in the sum
 */
export function absorbTables(sum: Float64Array, { plan, contributors }: { readonly plan: ScoresPlan; readonly contributors: number }): TableSignal {
  const counted = countedTables(sum, plan, contributors);
  const units = Math.max(unitsOf(counted), FEWEST_UNITS);
  const tables = counted.map(({ counts, variance, ...table }): ShareTable => ({ ...table, shares: counts.map((count) => count / units), variance: variance / units / units }));
  const steps = tables.slice(0, stepsOf(plan.dictionary));
  const margins = smoothed(steps, plan);
  const { channels, grid } = plan.dictionary;
  const moments = margins.map((shares, j) => momentsOf(shares, binScores(channels[Math.floor(j / grid.count)])));
  return { units, steps, others: tables.slice(steps.length), margins, means: Float32Array.from(moments, ({ mean }) => mean), spreads: Float32Array.from(moments, ({ spread }) => spread) };
}

interface CountedTable extends ScoreTable {
  readonly counts: Float64Array;
  readonly variance: number;
}

function countedTables(sum: Float64Array, plan: ScoresPlan, contributors: number): readonly CountedTable[] {
  const { grid, dictionary } = plan;
  return scoreTables(dictionary).flatMap(({ tables }, b) =>
    tables.map((table) => ({ ...table, counts: sum.slice(table.start, table.start + table.cells).map((value) => value / grid), variance: (contributors * plan.tables[b].variance) / grid / grid })),
  );
}

/** Every unit is counted once in every table; so their totals differ by noise alone, and are averaged by its variance. */
function unitsOf(tables: readonly CountedTable[]): number {
  const weightOf = ({ cells, variance }: CountedTable): number => 1 / (cells * variance);
  const weights = tables.reduce((total, table) => total + weightOf(table), 0);
  return tables.reduce((total, table) => total + weightOf(table) * table.counts.reduce((all, count) => all + count, 0), 0) / weights;
}

/** All steps of a channel together have the shares that stand out from the noise; then none is nothing. */
function smoothed(steps: readonly ShareTable[], { dictionary: { grid } }: ScoresPlan): readonly Float64Array[] {
  const channels = Array.from({ length: steps.length / grid.count }, (_, c) => steps.slice(c * grid.count, (c + 1) * grid.count));
  return channels.flatMap((own) => shrunkShares(own.map(({ shares }) => shares), own[0].variance)).map(positive);
}

function positive(shares: Float64Array): Float64Array {
  const cut = shares.map((share) => Math.max(share, SMALLEST_SHARE));
  const total = cut.reduce((sum, share) => sum + share, 0);
  return cut.map((share) => share / total);
}

function momentsOf(shares: Float64Array, scores: Float64Array): { readonly mean: number; readonly spread: number } {
  const mean = shares.reduce((sum, share, cell) => sum + share * scores[cell], 0);
  const variance = shares.reduce((sum, share, cell) => sum + share * (scores[cell] - mean) * (scores[cell] - mean), 0);
  const range = scores.reduce((high, score) => Math.max(high, score), -Infinity) - scores.reduce((low, score) => Math.min(low, score), Infinity);
  return { mean, spread: Math.max(Math.sqrt(variance), SMALLEST_SPREAD * range, 1e-6) };
}
