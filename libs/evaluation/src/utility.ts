import type { ClassifierName } from './classifiers/six.js';
import { accuracy, auroc } from './metrics/classification.js';
import { sixPredictions } from './six-predictions.js';
import type { UtilityTask } from './six-predictions.js';

export interface Scores {
  readonly accuracy: number;
  readonly auroc: number;
}

/** Means over the six classifiers, and each classifier's own scores. */
export interface Utility extends Scores {
  readonly classifiers: Readonly<Record<ClassifierName, Scores>>;
}

/**
 * Trains the six classifiers on one table and scores them on another, usually synthetic and real. Deterministic given
 * the seed. The scores are exact functions of the test rows, not releases.
 *
 * @throws RangeError if the target is not categorical with two categories, the training rows are none, or the test rows
 *   hold one class only
 */
export function trainSyntheticTestReal(task: UtilityTask): Utility {
  const scored = sixPredictions(task).map(({ name, truth, predicted, scores }) => [name, { accuracy: accuracy({ truth, predicted }), auroc: auroc(truth, scores) }] as const);
  return { ...meanScores(scored.map(([, scores]) => scores)), classifiers: Object.fromEntries(scored) as Record<ClassifierName, Scores> };
}

/** @param scores at least one */
export function meanScores(scores: readonly Scores[]): Scores {
  const mean = (of: (one: Scores) => number): number => scores.reduce((sum, one) => sum + of(one), 0) / scores.length;
  return { accuracy: mean((one) => one.accuracy), auroc: mean((one) => one.auroc) };
}
