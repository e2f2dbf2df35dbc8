import { imageGenerator, initialParameters } from '@commonward/networks/architectures';
import type { ImageDictionary } from '@commonward/schema';
import { HALVINGS } from '../../plan/index.js';
import { latentRows, withClass } from './latent-rows.js';
import { CONVOLUTIONAL_RECIPE, type Subject } from './subject.js';

/** Numbers drawn for each synthetic image, and filters of the generator's largest images. */
const [LATENT, FILTERS] = [32, 16];

/** Images: the generator is told the class and gives the pixels from -1 to 1, line by line, as the discriminator reads them. */
export function imageSubject({ image, classes: { length: classes } }: ImageDictionary): Subject {
  const pixels = image.height * image.width;
  return {
    generator: imageGenerator({ shape: { ...image, classes }, levels: HALVINGS, filters: FILTERS, latent: LATENT }),
    recipe: CONVOLUTIONAL_RECIPE,
    firstWeights: (network, uniform) => Float64Array.from(initialParameters(network, uniform)),
    inputsOf: (drawn, uniform) => latentRows(drawn, { latent: LATENT, classes, uniform }),
    rowOf: (output, { drawn }) => ({ row: withClass(output, drawn, classes), pullBack: (slopes) => slopes.subarray(0, pixels) }),
  };
}
