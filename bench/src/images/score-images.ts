import { accuracy, auroc, confusionMatrix, convolutionalNetwork, frechetDistance, frechetFeatures, frechetFilters, greyValues, logisticRegression, meanDistance, median, nearestDistances, ofClass, permutation, randomForest, seededRandom, takeImages, type Classifier, type ImageSet } from '@commonward/evaluation';

/** Real images that nobody's generator was trained on, and those that it was. */
export interface RealImages {
  readonly train: ImageSet;
  readonly validation: ImageSet;
  readonly test: ImageSet;
}

export interface ClassifierScores {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly auroc: number;
}

export interface ImageUtility extends ClassifierScores {
  readonly classifiers: Readonly<Record<'logisticRegression' | 'randomForest' | 'convolutionalNetwork', ClassifierScores>>;
}

export interface ImageFidelity {
  /** To the training images, mean over classes. */
  readonly frechet: number;
  /** Mean distance between images of a class over that of the training images; 1 is right. */
  readonly diversity: number;
  /** Median distance to the nearest training image over that of the validation images: well below 1 is copying. */
  readonly nearest: number;
  /** How often an image is nearer to training images than to as many validation images; .5 if nothing was learnt by heart. */
  readonly memorised: number;
}

/** Trains three classifiers on the images, and tests them on the real test images. */
export function imageUtility(images: ImageSet, { test }: Pick<RealImages, 'test'>, seed: number): ImageUtility {
  const { height, width } = images;
  const [x, real] = [greyValues(images), greyValues(test)];
  const score = (classifier: Classifier): ClassifierScores => {
    const fitted = classifier.fit(x, images.labels, seed);
    const predicted = fitted.predict(real);
    return { accuracy: accuracy({ truth: test.labels, predicted }), balancedAccuracy: balanced(test.labels, predicted), auroc: auroc(test.labels, fitted.score(real)) };
  };
  const classifiers = {
    logisticRegression: score(logisticRegression({ inverseRegularisation: 0.003 })),
    randomForest: score(randomForest({ trees: 80, minLeaf: 2 })),
    convolutionalNetwork: score(convolutionalNetwork({ image: { height, width }, epochs: 5 })),
  };
  const mean = (of: (scores: ClassifierScores) => number): number => Object.values(classifiers).reduce((sum, scores) => sum + of(scores), 0) / 3;
  return { accuracy: mean((scores) => scores.accuracy), balancedAccuracy: mean((scores) => scores.balancedAccuracy), auroc: mean((scores) => scores.auroc), classifiers };
}

function balanced(truth: Uint8Array, predicted: Uint8Array): number {
  const matrix = confusionMatrix({ truth, predicted }, 2);
  return (matrix[0][0] / (matrix[0][0] + matrix[0][1]) + matrix[1][1] / (matrix[1][0] + matrix[1][1])) / 2;
}

const CLASSES = [0, 1] as const;
const COMPARED = 400;

export function imageFidelity(images: ImageSet, { train, validation }: RealImages): ImageFidelity {
  return {
    frechet: meanOverClasses((label) => frechetDistance(frechetFeatures(ofClass(train, label), frechetFilters), frechetFeatures(ofClass(images, label), frechetFilters))),
    diversity: meanOverClasses((label) => meanDistance(some(ofClass(images, label))) / meanDistance(some(ofClass(train, label)))),
    nearest: median(nearestDistances(evenly(images), train)) / median(nearestDistances(validation, train)),
    memorised: memorised(evenly(images), { train, validation }),
  };
}

const meanOverClasses = (of: (label: number) => number): number => (of(CLASSES[0]) + of(CLASSES[1])) / 2;

/** The first ones: images of one class are in no order. */
const some = (set: ImageSet): ImageSet => takeImages(set, Int32Array.from({ length: Math.min(COMPARED, set.labels.length) }, (_, at) => at));

const EVENLY = 250;
const evenly = (images: ImageSet): ImageSet => takeImages(images, Int32Array.from(CLASSES.flatMap((label) => places(images, label).slice(0, EVENLY))));

const places = ({ labels }: ImageSet, label: number): number[] => Array.from(labels.keys()).filter((at) => labels[at] === label);

/** Training images with as many of each class as the validation images have. */
function memorised(images: ImageSet, { train, validation }: Pick<RealImages, 'train' | 'validation'>): number {
  const order = permutation(train.labels.length, seededRandom(3));
  const control = CLASSES.flatMap((label) => Array.from(order).filter((place) => train.labels[place] === label).slice(0, places(validation, label).length));
  const toTraining = nearestDistances(images, takeImages(train, Int32Array.from(control)));
  const toValidation = nearestDistances(images, validation);
  return toTraining.filter((distance, at) => distance < toValidation[at]).length / toTraining.length;
}
