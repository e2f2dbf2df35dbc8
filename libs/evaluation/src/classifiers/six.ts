import type { Model } from '@commonward/synthesis/plan';
import type { Classifier } from './classifier.js';
import { gradientBoosting } from './gradient-boosting.js';
import { logisticRegression } from './logistic-regression.js';
import { multilayerPerceptron } from './multilayer-perceptron.js';
import { nearestNeighbours } from './nearest-neighbours.js';
import { randomForest } from './random-forest.js';
import { supportVectorMachine } from './support-vector-machine.js';

/** The six classifiers of the evaluation protocol, with its settings. */
export const SIX_CLASSIFIERS = {
  logisticRegression: logisticRegression({ inverseRegularisation: 0.3 }),
  randomForest: randomForest({ trees: 150, minLeaf: 3 }),
  gradientBoosting: gradientBoosting({ trees: 80, depth: 3, subsample: 0.7, learningRate: 0.1 }),
  supportVectorMachine: supportVectorMachine({ cost: 1 }),
  nearestNeighbours: nearestNeighbours({ neighbours: 15 }),
  multilayerPerceptron: multilayerPerceptron({ units: 32, l2: 1e-2, maxEpochs: 120, maxBatch: 200 }),
} as const satisfies Record<Model, Classifier>;

export type ClassifierName = keyof typeof SIX_CLASSIFIERS;

export const CLASSIFIER_NAMES = Object.keys(SIX_CLASSIFIERS) as [ClassifierName, ...ClassifierName[]];
