import type { Matrix } from '../classifiers/classifier.js';

/** Grey images of one size and what they show. N images, H rows, W columns. */
export interface ImageSet {
  readonly height: number;
  readonly width: number;
  /** [N, H, W] from 0, black, to 255, white */
  readonly pixels: Uint8Array;
  /** [N] places in the list of classes */
  readonly labels: Uint8Array;
}

/** The images of one class, in their order. */
export function ofClass(set: ImageSet, label: number): ImageSet {
  return takeImages(set, Int32Array.from(set.labels.keys()).filter((at) => set.labels[at] === label));
}

export function takeImages({ height, width, pixels, labels }: ImageSet, places: Int32Array): ImageSet {
  const size = height * width;
  const taken = new Uint8Array(places.length * size);
  places.forEach((place, at) => taken.set(pixels.subarray(place * size, (place + 1) * size), at * size));
  return { height, width, pixels: taken, labels: Uint8Array.from(places, (place) => labels[place]) };
}

/** Half the range of a grey value is 2: the scale on which the classifiers here and their references work. */
const greyLevel = (pixel: number): number => (pixel / 255 - 0.5) * 4;

/** [N, H W] grey values from -2 to 2 */
export function greyValues({ height, width, pixels }: ImageSet): Matrix {
  return { rows: pixels.length / (height * width), columns: height * width, values: Float64Array.from(pixels, greyLevel) };
}

/** All images of several sets of one size. */
export function concatenatedImages(sets: readonly ImageSet[]): ImageSet {
  const [{ height, width }] = sets;
  return { height, width, pixels: joined(sets.map(({ pixels }) => pixels)), labels: joined(sets.map(({ labels }) => labels)) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
