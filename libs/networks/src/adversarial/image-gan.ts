import { tensor2d } from '@tensorflow/tfjs-core';
import { parametersOf, runNetwork, type Network } from '../network.js';
import type { KernelGeometry } from '../tensors/kernel-geometry.js';
import { Gan, type GanTraining } from './gan.js';
import type { Generator } from './generator.js';
import { latentInputs } from './latent-inputs.js';

/** Grey images of one size with a class each. A row is the pixels from -1 to 1, line by line, and then the class, one-hot. */
export interface ImageShape {
  /** A power of two times a small number: it is halved once for each of the `levels`. */
  readonly size: number;
  readonly classes: number;
}

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

const LEAKY = { kind: 'leaky-relu', slope: 0.2 } as const;

/**
 * Convolutions that tell real images from synthetic ones, and transposed ones that make them. It draws pixels from -1 to 1,
 * [images * size * size].
 *
 * There is no batch normalisation: it would mix the records of a batch in the discriminator, and the generator learns without it.
 * @see Radford, Metz, Chintala 2016, arXiv:1511.06434
 */
export function imageGan(settings: ImageGanSettings): Gan<Float32Array> {
  return new Gan({ ...settings, discriminator: imageDiscriminator(settings), generator: imageGenerator(settings) });
}

/** @throws RangeError if the size cannot be halved that often */
export function imageDiscriminator({ shape: { size, classes }, levels, discriminatorFilters: filters }: Pick<ImageGanSettings, 'shape' | 'levels' | 'discriminatorFilters'>): Network {
  const kernels = halvings({ size, levels, filters, channels: 2 });
  return [
    { kind: 'conditioning', positions: size * size, channels: 1, classes, added: 1 },
    ...kernels.flatMap((kernel) => [{ kind: 'convolution' as const, ...kernel }, LEAKY]),
    { kind: 'dense', inputs: smallest(kernels), outputs: 1 },
  ];
}

export function imageGenerator({ shape: { size, classes }, levels, generatorFilters: filters, latent, uniform }: Pick<ImageGanSettings, 'shape' | 'levels' | 'generatorFilters' | 'latent' | 'uniform'>): Generator<Float32Array> {
  const kernels = halvings({ size, levels, filters, channels: 1 });
  const network: Network = [
    { kind: 'dense', inputs: latent + classes, outputs: smallest(kernels) },
    ...kernels.toReversed().flatMap((of) => [LEAKY, { kind: 'transposed-convolution' as const, of }]),
    { kind: 'tanh' },
  ];
  return {
    network,
    generate: (drawn, weights) => {
      const inputs = tensor2d(latentInputs(drawn, { latent, classCount: classes, uniform }), [drawn.length, latent + classes]);
      const { outputs, pullBack } = runNetwork(network, { inputs, parameters: parametersOf(network, weights) });
      return { rows: outputs, pullBack: (ofRows) => pullBack(ofRows).factors };
    },
    read: (rows) => rows,
  };
}

interface Halvings {
  readonly size: number;
  readonly levels: number;
  /** of the largest image */
  readonly filters: number;
  /** that the largest image has itself */
  readonly channels: number;
}

/** Kernels that see 4 x 4 pixels and move by 2, from the largest image down. */
function halvings({ size, levels, filters, channels }: Halvings): readonly KernelGeometry[] {
  if (size % 2 ** levels !== 0) throw new RangeError(`size must be a multiple of ${2 ** levels}, but it is ${size}`);
  return Array.from({ length: levels }, (_, level) => ({
    height: size / 2 ** level,
    width: size / 2 ** level,
    channels: level === 0 ? channels : filters * 2 ** (level - 1),
    kernel: [4, 4],
    stride: [2, 2],
    padding: [1, 1],
    filters: filters * 2 ** level,
  }));
}

/** Numbers of the smallest image. */
function smallest(kernels: readonly KernelGeometry[]): number {
  const { height, width, filters } = kernels[kernels.length - 1];
  return (height / 2) * (width / 2) * filters;
}
