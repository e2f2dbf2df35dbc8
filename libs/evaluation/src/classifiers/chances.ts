import { sigmoid } from './classifier.js';
import type { ClassifierName } from './six.js';

/** The scores of a classifier as chances of the positive class; null where they are distances from a boundary, not chances. */
export function chancesOf(name: ClassifierName, scores: Float64Array): Float64Array | null {
  switch (name) {
    case 'gradientBoosting':
      return scores.map(sigmoid);
    case 'supportVectorMachine':
      return null;
    case 'logisticRegression':
    case 'randomForest':
    case 'nearestNeighbours':
    case 'multilayerPerceptron':
      return scores;
    default:
      return name satisfies never;
  }
}
