import { tensor2d } from '@tensorflow/tfjs-core';
import { imageDiscriminator, imageGenerator, type ImageShape } from '../architectures/index.js';
import { parametersOf, runNetwork } from '../network.js';
import { Gan, type GanTraining } from './gan.js';
import type { Generator } from './generator.js';
import { latentInputs } from './latent-inputs.js';

export interface ImageGanSettings extends GanTraining {
  readonly shape: ImageShape;
  /** How often the discriminator halves an image, and the generator doubles one. */
  readonly levels: number;
  /** Filters of the largest images; each halving doubles them. */
  readonly discriminatorFilters: number;
  readonly generatorFilters: number;
  /** Numbers drawn for each synthetic image. */
  readonly latent: number;
}

/** For grey images. It draws pixels from -1 to 1, [images * height * width]. */
export function imageGan(settings: ImageGanSettings): Gan<Float32Array> {
  const { shape, levels, discriminatorFilters } = settings;
  return new Gan({ ...settings, discriminator: imageDiscriminator({ shape, levels, filters: discriminatorFilters }), generator: generatorOfImages(settings) });
}

export function generatorOfImages({ shape, levels, generatorFilters: filters, latent, uniform }: Pick<ImageGanSettings, 'shape' | 'levels' | 'generatorFilters' | 'latent' | 'uniform'>): Generator<Float32Array> {
  const network = imageGenerator({ shape, levels, filters, latent });
  return {
    network,
    generate: (drawn, weights) => {
      const inputs = tensor2d(latentInputs(drawn, { latent, classCount: shape.classes, uniform }), [drawn.length, latent + shape.classes]);
      const { outputs, pullBack } = runNetwork(network, { inputs, parameters: parametersOf(network, weights) });
      return { rows: outputs, pullBack: (ofRows) => pullBack(ofRows).factors };
    },
    read: (rows) => rows,
  };
}
