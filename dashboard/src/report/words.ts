import type { Finding } from './groups.js';
import type { ClassifierName, Training } from './scores.js';

export const classifierWords: Record<ClassifierName, string> = {
  logisticRegression: 'Logistic regression',
  randomForest: 'Random forest',
  gradientBoosting: 'Gradient boosting',
  supportVectorMachine: 'Support vector machine',
  nearestNeighbours: 'Nearest neighbours',
  multilayerPerceptron: 'Multilayer perceptron',
};

export const trainingWords: Record<Training, string> = {
  synthetic: 'Trained on synthetic records',
  real: 'Trained on real records',
};

/** Each is surely so, at 95 %. */
export const findingWords: Record<Finding, string> = {
  'too few to tell': 'fewer than 30 test records: whether they are served cannot be told',
  'hardly there': 'less than half of their real share is among the synthetic records',
  'served worse': 'models lose more accuracy on them than on everyone',
  exposed: 'who of them was trained on can be guessed',
};
