import type { ImageSet } from './image-set.js';

/** Distances between images are Euclidean, over pixels from 0 to 1. */
const WHITE = 255;

function squaredDistance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum / (WHITE * WHITE);
}

const imagesOf = ({ height, width, pixels, labels }: ImageSet): readonly Uint8Array[] => {
  const size = height * width;
  return Array.from(labels, (_, at) => pixels.subarray(at * size, (at + 1) * size));
};

/** For each image of `from`, how far its nearest among `to` is. */
export function nearestDistances(from: ImageSet, to: ImageSet): Float64Array {
  const others = imagesOf(to);
  return Float64Array.from(imagesOf(from), (image) => Math.sqrt(others.reduce((least, other) => Math.min(least, squaredDistance(image, other)), Infinity)));
}

/** The mean distance between two different images of the set. */
export function meanDistance(set: ImageSet): number {
  const images = imagesOf(set);
  let sum = 0;
  for (let a = 1; a < images.length; a += 1) for (let b = 0; b < a; b += 1) sum += Math.sqrt(squaredDistance(images[a], images[b]));
  return sum / ((images.length * (images.length - 1)) / 2);
}

export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
