import type { ImageSet } from '@commonward/evaluation';

/** Half of the grey values. */
const MIDDLE = 127.5;

/** Each image as a network reads it: its pixels from -1 to 1, and then its class, one-hot. */
export function imageRows({ height, width, pixels, labels }: ImageSet, classes: number): Float32Array[] {
  const size = height * width;
  return Array.from(labels, (label, at) => {
    const row = new Float32Array(size + classes);
    for (let pixel = 0; pixel < size; pixel++) row[pixel] = pixels[at * size + pixel] / MIDDLE - 1;
    row[size + label] = 1;
    return row;
  });
}

/** Grey values of pixels from -1 to 1. */
export function imagesOf(pixels: Float32Array): Uint8Array {
  return Uint8Array.from(pixels, (pixel) => Math.round((pixel + 1) * MIDDLE));
}
