import { dealtToHospitals } from '@commonward/cohorts';
import { permutation, seededRandom, takeImages, type ImageSet } from '@commonward/evaluation';

export const HOSPITAL_NAMES = ['north', 'east', 'south', 'west'] as const;

/** Deals the training images to four hospitals; no image goes to two. */
export function fourHospitals(training: ImageSet, seed: number): readonly ImageSet[] {
  const order = permutation(training.labels.length, seededRandom(seed));
  return dealtToHospitals(training.labels, order).map(({ places }) => takeImages(training, places));
}
