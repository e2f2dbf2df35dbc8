import { permutation, seededRandom, takeImages, type ImageSet } from '@commonward/evaluation';

/** Images at each hospital, and how many of them are normal: from 24 to 92 % pneumonia, as hospitals differ. */
const HOSPITALS = [
  { images: 1800, normal: 150 },
  { images: 1400, normal: 280 },
  { images: 1000, normal: 400 },
  { images: 500, normal: 380 },
] as const;

export const HOSPITAL_NAMES = ['north', 'east', 'south', 'west'] as const;

/** Deals the training images to four hospitals; no image goes to two. */
export function fourHospitals(training: ImageSet, seed: number): readonly ImageSet[] {
  const order = permutation(training.labels.length, seededRandom(seed));
  const left = [0, 1].map((label) => order.filter((place) => training.labels[place] === label));
  const take = (label: number, count: number): Int32Array => {
    const taken = left[label].subarray(0, count);
    left[label] = left[label].subarray(count);
    return taken;
  };
  return HOSPITALS.map(({ images, normal }) => takeImages(training, Int32Array.of(...take(0, normal), ...take(1, images - normal))));
}
