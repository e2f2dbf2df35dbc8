import { pixelsOf, spectrumOf, type SpectrumPlan } from '../../plan/index.js';
import { publicUniform } from '../public-randomness.js';
import type { ClassGenerator, ImageGenerator } from './image-generator.js';
import { publicNormal } from './normal.js';

export interface ImageRequest {
  /** Images of each class, in the plan's order. */
  readonly images: readonly number[];
  /** Names the stream of public randomness: another name, other images. */
  readonly stream: string;
  /** What the variance of unrelated coefficients is multiplied by: 1 for training, less for images that are cleaner to look at. */
  readonly grain: number;
}

export interface SyntheticImages {
  /** [N, H, W] from 0 to 255, class by class */
  readonly pixels: Uint8Array;
  /** [N] places in the plan's classes */
  readonly labels: Uint8Array;
}

/** Draws images; the same generator, seed and request give the same bytes on every machine. */
export function sampleImages(generator: ImageGenerator, plan: SpectrumPlan, { images, stream, grain }: ImageRequest): SyntheticImages {
  const { height, width } = plan.dictionary.image;
  const spectrum = spectrumOf(plan.dictionary.image, plan.coefficients);
  const labels = Uint8Array.from(images.flatMap((count, k) => Array<number>(count).fill(k)));
  const pixels = new Uint8Array(labels.length * height * width);
  const normal = publicNormal(publicUniform(plan.seed, `images/${stream}`));
  labels.forEach((label, at) => pixels.set(pixelsOf(drawFeatures(generator.classes[label], grain, normal), spectrum), at * height * width));
  return { pixels, labels };
}

function drawFeatures({ centre, spread, alone }: ClassGenerator, grain: number, normal: () => number): Float64Array {
  const features = Float64Array.from(centre);
  const covaried = Math.sqrt(spread.length);
  for (let r = 0; r < covaried; r += 1) {
    const weight = normal();
    for (let j = 0; j < covaried; j += 1) features[j] += weight * spread[r * covaried + j];
  }
  return features.map((value, j) => value + Math.sqrt(grain * alone[j]) * normal());
}
