import type { ImageDictionary } from '@commonward/schema';
import { greyOf, type GradientsPlan } from '../../plan/index.js';
import { runPlain } from '../neural/plain-network/run-plain.js';
import { publicUniform } from '../public-randomness.js';
import type { ImageRequest, SyntheticImages } from '../spectrum/sample-images.js';
import { imageSubject } from './image-subject.js';
import type { NetworkGenerator } from './network-generator.js';

/**
 * Draws images of a network; the same generator, seed and request give the same bytes on every machine. Costs no privacy, however often it
 * is called.
 */
export function sampleDrawnImages({ parameters }: NetworkGenerator, { dictionary, seed }: Pick<GradientsPlan<ImageDictionary>, 'dictionary' | 'seed'>, { images, stream }: Omit<ImageRequest, 'grain'>): SyntheticImages {
  const { generator, inputsOf } = imageSubject(dictionary);
  const labels = Uint8Array.from(images.flatMap((count, k) => Array<number>(count).fill(k)));
  const weights = Float64Array.from(parameters);
  const size = dictionary.image.height * dictionary.image.width;
  const pixels = new Uint8Array(labels.length * size);
  inputsOf(labels, publicUniform(seed, `images/${stream}`)).forEach((input, at) => {
    pixels.set(runPlain(generator, weights, input).output.map(greyOf), at * size);
  });
  return { pixels, labels };
}
