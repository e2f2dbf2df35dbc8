import type { Matrix } from '../classifiers/classifier.js';
import { randomForest } from '../classifiers/random-forest.js';
import { auroc } from '../metrics/classification.js';
import { scaledDays, type DaySet } from './day-set.js';

interface Task {
  readonly training: DaySet;
  readonly test: DaySet;
  readonly seed: number;
}

const FOREST = { trees: 120, minLeaf: 5 };
/** Area under the curve of a classifier that knows nothing. */
const CHANCE = 0.5;

/**
 * From the first half of a day to whether the first channel comes to more than `above` in the second: area under the curve on real
 * days of a random forest that was trained on these; 1/2 if there is nothing to learn.
 */
export function busyHalfAuroc({ training, test, seed }: Task, above: number): number {
  return forestAuroc({ x: firstHalf(training), y: busyHalf(training, above) }, { x: firstHalf(test), y: busyHalf(test, above) }, seed);
}

/** From a whole day to whether it is at a weekend. */
export function weekendAuroc({ training, test, seed }: Task): number {
  return forestAuroc({ x: scaledDays(training), y: training.weekend }, { x: scaledDays(test), y: test.weekend }, seed);
}

interface Labelled {
  readonly x: Matrix;
  readonly y: Uint8Array;
}

function forestAuroc(training: Labelled, test: Labelled, seed: number): number {
  if (new Set(training.y).size < 2) return CHANCE;
  return auroc(test.y, randomForest(FOREST).fit(training.x, training.y, seed).score(test.x));
}

function firstHalf(days: DaySet): Matrix {
  const { rows, columns, values } = scaledDays(days);
  const kept = values.filter((_, at) => (at % columns) % days.steps < days.steps / 2);
  return { rows, columns: kept.length / rows, values: kept };
}

function busyHalf({ channels, steps, values, weekend }: DaySet, above: number): Uint8Array {
  const width = channels.length * steps;
  return Uint8Array.from(weekend, (_, row) => Number(values.subarray(row * width + Math.ceil(steps / 2), row * width + steps).reduce((sum, value) => sum + value, 0) > above));
}
