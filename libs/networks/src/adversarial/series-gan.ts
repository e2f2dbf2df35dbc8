import { clipByValue, mul, tensor2d } from '@tensorflow/tfjs-core';
import { parametersOf, runNetwork, type Network } from '../network.js';
import type { KernelGeometry } from '../tensors/kernel-geometry.js';
import { Gan, type GanTraining } from './gan.js';
import type { Generator } from './generator.js';
import { latentNumber } from './latent-inputs.js';

/** Series of one length with a class each. A row is the channels from -1 to 1 at each step, step by step, and then the class, one-hot. */
export interface SeriesShape {
  /** A multiple of 4. */
  readonly steps: number;
  readonly channels: number;
  readonly classes: number;
}

export interface SeriesGanSettings extends GanTraining {
  readonly shape: SeriesShape;
  readonly discriminatorFilters: number;
  readonly generatorUnits: number;
  /** Steps of a series that one step of the generator makes; it divides their number. */
  readonly stepsAtATime: number;
  readonly latent: {
    /** Numbers drawn for a whole series. */
    readonly ofSeries: number;
    /** Numbers drawn for each step of the generator. */
    readonly ofStep: number;
    /** Numbers learnt for each step of the generator and each class: where in the series it is. */
    readonly ofPlace: number;
  };
}

const LEAKY = { kind: 'leaky-relu', slope: 0.2 } as const;

/**
 * Convolutions along a series that tell real from synthetic ones, and recurrent units that make them. It draws
 * [series * steps * channels].
 *
 * @see Esteban, Hyland, Raetsch 2017, arXiv:1706.02633
 */
export function seriesGan(settings: SeriesGanSettings): Gan<Float32Array> {
  return new Gan({ ...settings, discriminator: seriesDiscriminator(settings), generator: seriesGenerator(settings) });
}

/** @throws RangeError if the number of steps cannot be halved twice */
export function seriesDiscriminator({ shape: { steps, channels, classes }, discriminatorFilters: filters }: Pick<SeriesGanSettings, 'shape' | 'discriminatorFilters'>): Network {
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

/** How far the outputs reach beyond the range of a channel, so that its ends are reached exactly, and often. */
const BEYOND = 1.3;

export type SeriesGeneratorSettings = Pick<SeriesGanSettings, 'shape' | 'generatorUnits' | 'stepsAtATime' | 'latent' | 'uniform'>;

/**
 * Is told the numbers of the series at every step, beside those of the step, and the class.
 *
 * @throws RangeError if a series is no whole number of its steps
 */
export function seriesGenerator({ shape, generatorUnits: units, stepsAtATime, latent, uniform }: SeriesGeneratorSettings): Generator<Float32Array> {
  const { channels, classes } = shape;
  const steps = shape.steps / stepsAtATime;
  if (!Number.isInteger(steps)) throw new RangeError(`stepsAtATime must divide ${shape.steps} steps, but it is ${stepsAtATime}`);
  const drawnEach = latent.ofSeries + latent.ofStep;
  const width = steps * drawnEach + classes;
  const network: Network = [
    { kind: 'conditioning', positions: steps, channels: drawnEach, classes, added: latent.ofPlace },
    { kind: 'gru', steps, channels: drawnEach + latent.ofPlace, units, returns: 'every' },
    { kind: 'convolution', ...alongSeries({ steps, channels: units, filters: stepsAtATime * channels, seen: 1, by: 1 }) },
    { kind: 'tanh' },
  ];
  return {
    network,
    generate: (drawn, weights) => {
      const { outputs, pullBack } = runNetwork(network, { inputs: tensor2d(seriesInputs(drawn, { steps, classes, latent, uniform }), [drawn.length, width]), parameters: parametersOf(network, weights) });
      return {
        rows: clipByValue(mul(outputs, BEYOND), -1, 1),
        // The ends of the range pass slopes on as if they were not there: a series that has reached one must find its way back.
        pullBack: (ofRows) => pullBack(mul(ofRows, BEYOND)).factors,
      };
    },
    read: (rows) => rows,
  };
}

export interface SeriesInputs extends Pick<SeriesGanSettings, 'latent' | 'uniform'> {
  /** of the generator */
  readonly steps: number;
  readonly classes: number;
}

/** @returns [classes.length, steps * (ofSeries + ofStep) + classes], row by row */
export function seriesInputs(drawn: readonly number[], { steps, classes, latent, uniform }: SeriesInputs): Float32Array {
  const numbers = (count: number) => Array.from({ length: count }, () => latentNumber(uniform));
  return Float32Array.from(
    drawn.flatMap((ofClass) => {
      const ofSeries = numbers(latent.ofSeries);
      const ofSteps = Array.from({ length: steps }, () => [...ofSeries, ...numbers(latent.ofStep)]);
      return [...ofSteps.flat(), ...Array.from({ length: classes }, (_, c) => Number(c === ofClass))];
    }),
  );
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
