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
