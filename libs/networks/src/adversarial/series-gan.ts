import { clipByValue, mul, tensor2d } from '@tensorflow/tfjs-core';
import { generatorSteps, seriesDiscriminator, seriesGenerator, type SeriesLatent, type SeriesShape } from '../architectures/index.js';
import { parametersOf, runNetwork } from '../network.js';
import { Gan, type GanTraining } from './gan.js';
import type { Generator } from './generator.js';
import { latentNumber } from './latent-inputs.js';

export interface SeriesGanSettings extends GanTraining {
  readonly shape: SeriesShape;
  readonly discriminatorFilters: number;
  readonly generatorUnits: number;
  /** Steps of a series that one step of the generator makes; it divides their number. */
  readonly stepsAtATime: number;
  readonly latent: SeriesLatent;
}

/** For series of channels. It draws [series * steps * channels] from -1 to 1. */
export function seriesGan(settings: SeriesGanSettings): Gan<Float32Array> {
  const { shape, discriminatorFilters } = settings;
  return new Gan({ ...settings, discriminator: seriesDiscriminator({ shape, filters: discriminatorFilters }), generator: generatorOfSeries(settings) });
}

/** How far the outputs reach beyond the range of a channel, so that its ends are reached exactly, and often. */
const BEYOND = 1.3;

export type SeriesGeneratorSettings = Pick<SeriesGanSettings, 'shape' | 'generatorUnits' | 'stepsAtATime' | 'latent' | 'uniform'>;

/** @throws RangeError if a series is no whole number of its steps */
export function generatorOfSeries({ shape, generatorUnits: units, stepsAtATime, latent, uniform }: SeriesGeneratorSettings): Generator<Float32Array> {
  const { classes } = shape;
  const steps = generatorSteps({ shape, stepsAtATime });
  const network = seriesGenerator({ shape, units, stepsAtATime, latent });
  const width = steps * (latent.ofSeries + latent.ofStep) + classes;
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
