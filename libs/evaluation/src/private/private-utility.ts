import type { Model, UtilityPlan } from '@commonward/synthesis/plan';
import type { Estimate } from '../metrics/interval.js';
import { estimated, noisyTables } from './interval.js';
import { agreeingTables, noisedCounts, type AgreeingTables, type NoisedCounts } from './noised-counts.js';

/** Precision, recall and F1 of one class. */
export interface ClassEstimates {
  readonly precision: Estimate;
  readonly recall: Estimate;
  readonly f1: Estimate;
}

export interface ModelEstimates {
  readonly model: Model;
  readonly accuracy: Estimate;
  readonly auroc: Estimate;
  readonly classes: readonly ClassEstimates[];
  /** [true class][predicted class] estimated shares of all records; noise can make one negative */
  readonly confusion: readonly (readonly number[])[];
}

/** How well models that saw synthetic records only do on the sites' real ones, as far as the noise that was paid for lets it be known. */
export type PrivateUtility =
  | {
      readonly kind: 'estimated';
      /** Of each class, estimated. */
      readonly support: readonly number[];
      /** What always naming the commoner class gets right. */
      readonly guess: Estimate;
      /** Means over the models. */
      readonly accuracy: Estimate;
      readonly auroc: Estimate;
      readonly models: readonly ModelEstimates[];
    }
  /** The noise is too wide for the number of records of a class: nothing can be said. */
  | { readonly kind: 'drowned'; readonly support: readonly number[] };

/** A class is known to be there if its estimated number is so many standard deviations above none; with fewer no ratio of counts means anything. */
const SEEN = 5;

/** Post-processing of the released counts: deterministic, and free. @param sum as from `aggregate` */
export function privateUtility(sum: { readonly sum: Float64Array; readonly sites: number }, plan: UtilityPlan): PrivateUtility {
  const noised = noisedCounts(sum, plan);
  const { support, confusion } = agreeingTables(noised);
  if (support.some((records) => records < SEEN * supportStdDev(noised))) return { kind: 'drowned', support };
  const records = support.reduce((total, count) => total + count, 0);
  const noisy = noisyTables(noised);
  const of = (statistic: (tables: AgreeingTables) => number) => estimated(noisy, statistic);
  return {
    kind: 'estimated',
    support,
    guess: of(guess),
    accuracy: of((tables) => mean(tables.confusion.map((table) => accuracy(table)))),
    auroc: of((tables) => mean(tables.scores.map((table) => auroc(table, tables.support)))),
    models: plan.models.map((model, m) => ({
      model,
      accuracy: of((tables) => accuracy(tables.confusion[m])),
      auroc: of((tables) => auroc(tables.scores[m], tables.support)),
      classes: support.map((_, k) => classEstimates(of, m, k)),
      confusion: confusion[m].map((row) => row.map((count) => count / records)),
    })),
  };
}

type Table = readonly (readonly number[])[];

function classEstimates(of: (statistic: (tables: AgreeingTables) => number) => Estimate, model: number, k: number): ClassEstimates {
  const counted = ({ confusion, support }: AgreeingTables) => ({ right: confusion[model][k][k], named: sum(confusion[model].map((row) => row[k])), there: support[k] });
  return {
    precision: of((tables) => ratio(counted(tables).right, counted(tables).named)),
    recall: of((tables) => ratio(counted(tables).right, counted(tables).there)),
    f1: of((tables) => ratio(2 * counted(tables).right, counted(tables).named + counted(tables).there)),
  };
}

const accuracy = (table: Table): number => sum(table.map((row, k) => row[k])) / sum(table.map(sum));

/** The chance that a random record of the second class has a higher score than one of the first, one half where both fall into one class. */
function auroc([negatives, positives]: Table, [none, some]: readonly number[]): number {
  let below = 0;
  let wins = 0;
  positives.forEach((count, b) => {
    wins += count * (below + negatives[b] / 2);
    below += negatives[b];
  });
  return wins / (none * some);
}

const guess = ({ support }: AgreeingTables): number => Math.max(...support) / sum(support);

/** Of a class's number, which is the mean over independent tables. */
function supportStdDev({ models, classes, scoreClasses, stdDevs }: NoisedCounts): number {
  const precision = models / (classes * stdDevs[0] ** 2) + models / (scoreClasses * stdDevs[models * classes * classes] ** 2);
  return 1 / Math.sqrt(precision);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
