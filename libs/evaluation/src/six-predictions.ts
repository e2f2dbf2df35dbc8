import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { Classifier, FittedClassifier, Matrix } from './classifiers/classifier.js';
import { chancesOf } from './classifiers/chances.js';
import { CLASSIFIER_NAMES, SIX_CLASSIFIERS } from './classifiers/six.js';
import type { ClassifierName } from './classifiers/six.js';
import { labelledRows } from './features.js';
import type { LabelledRows } from './features.js';

export interface UtilityTask {
  /** Rows to learn from, synthetic or real. */
  readonly train: RecordTable;
  /** Real rows that had no part in training. */
  readonly test: RecordTable;
  readonly dictionary: DataDictionary;
  /** Of the classifiers' own draws. */
  readonly seed: number;
}

/** What one classifier says about the test rows whose target is known. */
export interface TestPredictions {
  readonly name: ClassifierName;
  readonly truth: Uint8Array;
  readonly predicted: Uint8Array;
  /** Larger for the second category of the target. */
  readonly scores: Float64Array;
  /** Chances of the second category; null of a classifier whose scores are none. */
  readonly chances: Float64Array | null;
}

export interface TrainedModel {
  readonly name: ClassifierName;
  readonly classifier: FittedClassifier;
}

/**
 * Trains the six classifiers on one table and lets them predict another. Deterministic given the seed.
 *
 * @throws RangeError if the target is not categorical with two categories, or no training row has a known target
 */
export function sixPredictions({ test, dictionary, ...training }: UtilityTask): TestPredictions[] {
  return predictionsOf(sixModels({ ...training, dictionary }), labelledRows(test, dictionary));
}

/** The six classifiers, trained. @throws RangeError as `sixPredictions` */
export function sixModels({ train, dictionary, seed }: Omit<UtilityTask, 'test'>): TrainedModel[] {
  const training = labelledRows(train, dictionary);
  if (training.x.rows === 0) throw new RangeError('there are no rows with a known target to train classifiers on');
  return CLASSIFIER_NAMES.map((name) => ({ name, classifier: fitted(SIX_CLASSIFIERS[name], training, seed) }));
}

/** What trained classifiers say of labelled rows. */
export const predictionsOf = (models: readonly TrainedModel[], { x, y: truth }: LabelledRows): TestPredictions[] =>
  models.map(({ name, classifier }) => {
    const scores = classifier.score(x);
    return { name, truth, predicted: classifier.labels(scores), scores, chances: chancesOf(name, scores) };
  });

/** A classifier trained on one class only can but predict that class. */
export function fitted(classifier: Classifier, { x, y }: LabelledRows, seed: number): FittedClassifier {
  if (y.includes(0) && y.includes(1)) return classifier.fit(x, y, seed);
  const labels = ({ length }: Float64Array): Uint8Array => new Uint8Array(length).fill(y[0]);
  const score = ({ rows }: Matrix): Float64Array => new Float64Array(rows);
  return { score, labels, predict: (rows) => labels(score(rows)) };
}
