import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { Classifier, FittedClassifier } from './classifiers/classifier.js';
import { SIX_CLASSIFIERS } from './classifiers/six.js';
import type { ClassifierName } from './classifiers/six.js';
import { labelledRows } from './features.js';
import type { LabelledRows } from './features.js';
import { accuracy, auroc } from './metrics/classification.js';

export interface Scores {
  readonly accuracy: number;
  readonly auroc: number;
}

/** Means over the six classifiers, and each classifier's own scores. */
export interface Utility extends Scores {
  readonly classifiers: Readonly<Record<ClassifierName, Scores>>;
}

export interface UtilityTask {
  /** Rows to learn from, synthetic or real. */
  readonly train: RecordTable;
  /** Real rows that had no part in training. */
  readonly test: RecordTable;
  readonly dictionary: DataDictionary;
  /** Of the classifiers' own draws. */
  readonly seed: number;
}

const NAMES = Object.keys(SIX_CLASSIFIERS) as ClassifierName[];

/**
 * Trains the six classifiers on one table and scores them on another, usually synthetic and real. Deterministic given
 * the seed. The scores are exact functions of the test rows, not releases.
 *
 * @throws RangeError if the target is not categorical with two categories, the training rows are none, or the test rows
 *   hold one class only
 */
export function trainSyntheticTestReal({ train, test, dictionary, seed }: UtilityTask): Utility {
  const training = labelledRows(train, dictionary);
  const testing = labelledRows(test, dictionary);
  if (training.x.rows === 0) throw new RangeError('there are no rows with a known target to train classifiers on');
  const scored = NAMES.map((name) => [name, scoresOf(fitted(SIX_CLASSIFIERS[name], training, seed), testing)] as const);
  const mean = (of: (scores: Scores) => number): number => scored.reduce((sum, [, scores]) => sum + of(scores), 0) / scored.length;
  return {
    accuracy: mean((scores) => scores.accuracy),
    auroc: mean((scores) => scores.auroc),
    classifiers: Object.fromEntries(scored) as Record<ClassifierName, Scores>,
  };
}

function scoresOf(classifier: FittedClassifier, { x, y }: LabelledRows): Scores {
  return { accuracy: accuracy({ truth: y, predicted: classifier.predict(x) }), auroc: auroc(y, classifier.score(x)) };
}

/** A classifier trained on one class only can but predict that class. */
function fitted(classifier: Classifier, { x, y }: LabelledRows, seed: number): FittedClassifier {
  if (y.includes(0) && y.includes(1)) return classifier.fit(x, y, seed);
  return { score: ({ rows }) => new Float64Array(rows), predict: ({ rows }) => new Uint8Array(rows).fill(y[0]) };
}
