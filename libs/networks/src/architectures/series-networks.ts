import type { Network } from '../layers/network-shapes.js';
import type { KernelGeometry } from '../tensors/kernel-geometry.js';
import { LEAKY } from './leaky.js';

/** Series of one length with a class each. A row is the channels from -1 to 1 at each step, step by step, and then the class, one-hot. */
export interface SeriesShape {
  /** A multiple of 4. */
  readonly steps: number;
  readonly channels: number;
  readonly classes: number;
}

export interface SeriesDiscriminator {
  readonly shape: SeriesShape;
  readonly filters: number;
}

export interface SeriesLatent {
  /** Numbers drawn for a whole series. */
  readonly ofSeries: number;
  /** Numbers drawn for each step of the generator. */
  readonly ofStep: number;
  /** Numbers learnt for each step of the generator and each class: where in the series it is. */
  readonly ofPlace: number;
}

export interface SeriesGenerator {
  readonly shape: SeriesShape;
  readonly units: number;
  /** Steps of a series that one step of the generator makes; it divides their number. */
  readonly stepsAtATime: number;
  readonly latent: SeriesLatent;
}

/**
 * Convolutions along a series that tell real from synthetic ones: from [steps * channels + classes] to one logit.
 *
 * @throws RangeError if the number of steps cannot be halved twice
 */
export function seriesDiscriminator({ shape: { steps, channels, classes }, filters }: SeriesDiscriminator): Network {
  if (steps % 4 !== 0) throw new RangeError(`steps must be a multiple of 4, but it is ${steps}`);
  return [
    { kind: 'conditioning', positions: steps, channels, classes, added: 1 },
    { kind: 'convolution', ...alongSeries({ steps, channels: channels + 1, filters, seen: 5, by: 2 }) },
    LEAKY,
    { kind: 'convolution', ...alongSeries({ steps: steps / 2, channels: filters, filters, seen: 5, by: 2 }) },
    LEAKY,
    { kind: 'dense', inputs: (steps / 4) * filters, outputs: 1 },
  ];
}

/**
 * Recurrent units that make series: at every step of theirs they are told the numbers of the series, those of the step, and the class.
 * From [generator steps * (ofSeries + ofStep) + classes] to [steps * channels], from -1 to 1.
 *
 * @throws RangeError if a series is no whole number of the generator's steps
 * @see Esteban, Hyland, Raetsch 2017, arXiv:1706.02633
 */
export function seriesGenerator({ shape, units, stepsAtATime, latent }: SeriesGenerator): Network {
  const { channels, classes } = shape;
  const steps = generatorSteps({ shape, stepsAtATime });
  const drawnEach = latent.ofSeries + latent.ofStep;
  return [
    { kind: 'conditioning', positions: steps, channels: drawnEach, classes, added: latent.ofPlace },
    { kind: 'gru', steps, channels: drawnEach + latent.ofPlace, units, returns: 'every' },
    { kind: 'convolution', ...alongSeries({ steps, channels: units, filters: stepsAtATime * channels, seen: 1, by: 1 }) },
    { kind: 'tanh' },
  ];
}

/** How many steps the generator makes. @throws RangeError if a series is no whole number of them */
export function generatorSteps({ shape, stepsAtATime }: Pick<SeriesGenerator, 'shape' | 'stepsAtATime'>): number {
  const steps = shape.steps / stepsAtATime;
  if (!Number.isInteger(steps)) throw new RangeError(`stepsAtATime must divide ${shape.steps} steps, but it is ${stepsAtATime}`);
  return steps;
}

interface AlongSeries {
  readonly steps: number;
  readonly channels: number;
  readonly filters: number;
  /** Steps that a kernel sees, and by how many it moves. */
  readonly seen: number;
  readonly by: number;
}

function alongSeries({ steps, channels, filters, seen, by }: AlongSeries): KernelGeometry {
  return { height: 1, width: steps, channels, kernel: [1, seen], stride: [1, by], padding: [0, Math.floor(seen / 2)], filters };
}
