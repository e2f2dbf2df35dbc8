import type { ImageSet } from '@commonward/evaluation';
import type { LabelledImage } from '@commonward/synthesis/site';

/** As a site reads them. */
export function labelledImages({ height, width, pixels, labels }: ImageSet): readonly LabelledImage[] {
  const size = height * width;
  return Array.from(labels, (label, at) => ({ pixels: pixels.subarray(at * size, (at + 1) * size), label }));
}
