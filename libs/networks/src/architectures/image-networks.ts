import type { Network } from '../layers/network-shapes.js';
import type { KernelGeometry } from '../tensors/kernel-geometry.js';
import { LEAKY } from './leaky.js';

/** Grey images of one size with a class each. A row is the pixels from -1 to 1, line by line, and then the class, one-hot. */
export interface ImageShape {
  /** In pixels, like the width: multiples of two to the power of the levels, because each level halves them. */
  readonly height: number;
  readonly width: number;
  readonly classes: number;
}

export interface ImageDiscriminator {
  readonly shape: ImageShape;
  /** How often an image is halved. */
  readonly levels: number;
  /** Filters of the largest images; each halving doubles them. */
  readonly filters: number;
}

export interface ImageGenerator extends ImageDiscriminator {
  /** Numbers drawn for each image. */
  readonly latent: number;
}

/**
 * Convolutions that tell real images from synthetic ones: from [height * width + classes] to one logit.
 *
 * There is no batch normalisation: it would mix the records of a batch.
 * @throws RangeError if the image cannot be halved that often
 * @see Radford, Metz, Chintala 2016, arXiv:1511.06434
 */
export function imageDiscriminator({ shape, levels, filters }: ImageDiscriminator): Network {
  const { height, width, classes } = shape;
  const kernels = halvings({ shape, levels, filters, channels: 2 });
  return [
    { kind: 'conditioning', positions: height * width, channels: 1, classes, added: 1 },
    ...kernels.flatMap((kernel) => [{ kind: 'convolution' as const, ...kernel }, LEAKY]),
    { kind: 'dense', inputs: smallest(kernels), outputs: 1 },
  ];
}

/**
 * Transposed convolutions that make images of latent numbers and a class: from [latent + classes] to [height * width], from -1 to 1.
 *
 * @throws RangeError if the image cannot be halved that often
 */
export function imageGenerator({ shape, levels, filters, latent }: ImageGenerator): Network {
  const kernels = halvings({ shape, levels, filters, channels: 1 });
  return [
    { kind: 'dense', inputs: latent + shape.classes, outputs: smallest(kernels) },
    ...kernels.toReversed().flatMap((of) => [LEAKY, { kind: 'transposed-convolution' as const, of }]),
    { kind: 'tanh' },
  ];
}

interface Halvings extends ImageDiscriminator {
  /** that the largest image has itself */
  readonly channels: number;
}

/** Kernels that see 4 x 4 pixels and move by 2, from the largest image down. */
function halvings({ shape, levels, filters, channels }: Halvings): readonly KernelGeometry[] {
  const { height, width } = shape;
  for (const [name, length] of Object.entries({ height, width })) {
    if (length % 2 ** levels !== 0) throw new RangeError(`${name} must be a multiple of ${2 ** levels}, but it is ${length}`);
  }
  return Array.from({ length: levels }, (_, level) => ({
    height: height / 2 ** level,
    width: width / 2 ** level,
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
