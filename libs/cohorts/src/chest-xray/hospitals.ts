import { CohortError } from '../cohort.js';

/** Images at each hospital, and how many of them are normal: from 24 to 92 % pneumonia, as hospitals differ. */
const HOSPITALS = [
  { name: 'north', images: 1800, normal: 150 },
  { name: 'east', images: 1400, normal: 280 },
  { name: 'south', images: 1000, normal: 400 },
  { name: 'west', images: 500, normal: 380 },
] as const;

/** What one hospital was dealt. */
export interface Dealt {
  readonly name: (typeof HOSPITALS)[number]['name'];
  /** Places in the training set, the normal images first. */
  readonly places: Int32Array;
}

/**
 * Deals the training images to four hospitals in the given order; no image goes to two.
 * @param labels 0 normal, 1 pneumonia
 * @param order a permutation of the places of the labels
 * @throws CohortError if there are too few of a class
 */
export function dealtToHospitals(labels: Uint8Array, order: Int32Array): readonly Dealt[] {
  const left = [0, 1].map((label) => order.filter((place) => labels[place] === label));
  const take = (label: number, count: number): Int32Array => {
    if (left[label].length < count) throw new CohortError('The training images are too few for four hospitals; fetch the original file of 4708.');
    const taken = left[label].subarray(0, count);
    left[label] = left[label].subarray(count);
    return taken;
  };
  return HOSPITALS.map(({ name, images, normal }) => ({ name, places: Int32Array.of(...take(0, normal), ...take(1, images - normal)) }));
}
