import type { ImageSet } from '@commonward/evaluation';
import { greyOf, scaledGrey } from '@commonward/synthesis/plan';

/** Each image as a network reads it: its pixels from -1 to 1, and then its class, one-hot. */
export function imageRows({ height, width, pixels, labels }: ImageSet, classes: number): Float32Array[] {
  const size = height * width;
  return Array.from(labels, (label, at) => {
    const row = new Float32Array(size + classes);
    for (let pixel = 0; pixel < size; pixel++) row[pixel] = scaledGrey(pixels[at * size + pixel]);
    row[size + label] = 1;
    return row;
  });
}

/** Grey values of pixels from -1 to 1. */
export function imagesOf(pixels: Float32Array): Uint8Array {
  return Uint8Array.from(pixels, greyOf);
}
