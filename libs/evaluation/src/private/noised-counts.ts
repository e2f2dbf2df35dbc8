import { classesOf, countsIn, type UtilityPlan } from '@commonward/synthesis/plan';

/** What came of an evaluation: noised counts of all sites together, and how noisy they are. M models, K classes, B classes of a score. */
export interface NoisedCounts {
  readonly models: number;
  readonly classes: number;
  readonly scoreClasses: number;
  /** [M K K + M K B] in records: by model, true and predicted class; then by model, true class and class of the score */
  readonly counts: Float64Array;
  /** [the same] standard deviation of the noise in each */
  readonly stdDevs: Float64Array;
}

/** @param sum as from `aggregate`, in grid steps @param sites how many releases are in it, each with the noise of the plan */
export function noisedCounts({ sum, sites }: { readonly sum: Float64Array; readonly sites: number }, plan: UtilityPlan): NoisedCounts {
  const stdDevs = plan.blocks.flatMap(({ name, variance }) => new Array<number>(countsIn(name, plan)).fill(Math.sqrt(sites * variance) / plan.grid));
  return { models: plan.models.length, classes: classesOf(plan.dictionary), scoreClasses: plan.scoreClasses, counts: sum.map((steps) => steps / plan.grid), stdDevs: Float64Array.from(stdDevs) };
}

/** Tables that agree on how many records there are of each class, as the true ones do. */
export interface AgreeingTables {
  /** [K] records of each class */
  readonly support: readonly number[];
  /** [M][K][K] by true and predicted class */
  readonly confusion: readonly (readonly (readonly number[])[])[];
  /** [M][K][B] by true class and class of the score */
  readonly scores: readonly (readonly (readonly number[])[])[];
}

/**
 * The least squares estimate of all counts at once, given that every row of every table counts the same records: each class's number is the
 * mean of what the tables say, by the inverse of its variance, and what a row is off by is divided equally among its cells.
 */
export function agreeingTables({ models, classes, scoreClasses, counts, stdDevs }: NoisedCounts): AgreeingTables {
  const start = models * classes * classes;
  const rows = (from: number, width: number) => Array.from({ length: models }, (_, m) => Array.from({ length: classes }, (__, k) => Array.from(counts.subarray(from + (m * classes + k) * width, from + (m * classes + k + 1) * width))));
  const [confusion, scores] = [rows(0, classes), rows(start, scoreClasses)];
  const [confusionWeight, scoresWeight] = [1 / (classes * stdDevs[0] ** 2), 1 / (scoreClasses * stdDevs[start] ** 2)];
  const support = Array.from({ length: classes }, (_, k) => {
    const total = (tables: typeof confusion) => tables.reduce((all, table) => all + sum(table[k]), 0);
    return (confusionWeight * total(confusion) + scoresWeight * total(scores)) / (models * (confusionWeight + scoresWeight));
  });
  const agreeing = (tables: typeof confusion) => tables.map((table) => table.map((row, k) => row.map((count) => count + (support[k] - sum(row)) / row.length)));
  return { support, confusion: agreeing(confusion), scores: agreeing(scores) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
