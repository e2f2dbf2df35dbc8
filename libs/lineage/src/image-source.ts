import type { ImageDictionary } from '@commonward/schema';
import { sampleDrawnImages, sampleImages, type SyntheticImages } from '@commonward/synthesis/coordinator';
import type { ImageReplay, NetworkReplay } from './replay.js';

/** A generator of images, whatever it was learnt from. */
export interface ImageSource {
  readonly dictionary: ImageDictionary;
  /** [K] estimated images of each class that it learnt from */
  readonly seen: readonly number[];
  /** Always the same ones for the same numbers by class and stream. */
  readonly draw: (images: readonly number[], stream: string) => SyntheticImages;
  /** The same, cleaner to look at and less like real ones; null if it draws none such. */
  readonly drawSmooth: ImageSource['draw'] | null;
  /** How it was learnt, for readers. */
  readonly words: ImageWords;
}

export interface ImageWords {
  /** of the row "Released" */
  readonly released: string;
  /** What is good to know, as items of a list. */
  readonly notes: string;
}

/** As images are drawn for training; and cleaner to look at. */
const GRAIN = { exported: 1, smooth: 0.25 } as const;

/** Of noised moments. */
export function spectrumSource({ generator, plan }: ImageReplay): ImageSource {
  const sampled = (grain: number): ImageSource['draw'] => (images, stream) => sampleImages(generator, plan, { images, stream, grain });
  return {
    dictionary: plan.dictionary,
    seen: generator.classes.map(({ images }) => images),
    draw: sampled(GRAIN.exported),
    drawSmooth: sampled(GRAIN.smooth),
    words: {
      released: `in two rounds: counts and centres of each class, then the covariances of ${plan.covaried} and the variances of ${plan.coefficients} cosine coefficients`,
      notes: `- An image is a class's centre plus patterns that vary together, drawn from normal distributions: shapes that a few patterns cannot make are not there,
  nor is detail finer than ${plan.coefficients} coefficients.
`,
    },
  };
}

/** Of a network. */
export function drawnImageSource({ generator, plan }: NetworkReplay<ImageDictionary>): ImageSource {
  return {
    dictionary: plan.dictionary,
    seen: Array.from(generator.classShares, (share) => share * generator.records),
    draw: (images, stream) => sampleDrawnImages(generator, plan, { images, stream }),
    drawSmooth: null,
    words: {
      released: `in ${plan.steps + 1} rounds: how many images there are of each class, then ${plan.steps} times the sum of clipped gradients of a neural discriminator`,
      notes: `- An image is what a network makes of random numbers; kinds of image that are rare it may leave out. No statistic of the images was released, so nothing
  here says how near these are to real ones.
`,
    },
  };
}
