import { generatorSteps, initialParameters, seriesGenerator, type SeriesLatent } from '@commonward/networks/architectures';
import type { SeriesDictionary } from '@commonward/schema';
import { dayShape } from '../../plan/index.js';
import type { Uniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';
import { withClass } from './latent-rows.js';
import { CONVOLUTIONAL_RECIPE, type DrawnRow, type Subject } from './subject.js';

const UNITS = 48;
const RATE = 3e-3;
const LATENT: SeriesLatent = { ofSeries: 12, ofStep: 12, ofPlace: 6 };
/** How far the outputs reach beyond the range of a channel, so that its ends are reached exactly, and often. */
const BEYOND = 1.3;

/** Days: the generator is told the class and gives the channels from -1 to 1, step by step, as the discriminator reads them. */
export function daySubject(dictionary: SeriesDictionary): Subject {
  const shape = dayShape(dictionary);
  const { classes } = shape;
  const stepsAtATime = mostAtATime(shape.steps);
  const steps = generatorSteps({ shape, stepsAtATime });
  return {
    generator: seriesGenerator({ shape, units: UNITS, stepsAtATime, latent: LATENT }),
    recipe: { ...CONVOLUTIONAL_RECIPE, rate: RATE },
    firstWeights: (network, uniform) => Float64Array.from(initialParameters(network, uniform)),
    inputsOf: (drawn, uniform) => dayInputs(drawn, { steps, classes, uniform }),
    rowOf: (output, { drawn }) => drawnDay(output, drawn, classes),
  };
}

/** Steps of a day, a multiple of 4, that one step of the generator makes: more are learnt faster, and three of them still follow each other freely. */
const mostAtATime = (steps: number): number => (steps % 3 === 0 ? 3 : 2);

/** The ends of the range pass slopes on as if they were not there: a day that has reached one must find its way back. */
function drawnDay(output: Float64Array, drawn: number, classes: number): DrawnRow {
  return {
    row: withClass(output.map((value) => Math.min(Math.max(BEYOND * value, -1), 1)), drawn, classes),
    pullBack: (slopes) => slopes.slice(0, output.length).map((slope) => BEYOND * slope),
  };
}

/** At each step the numbers of the day and those of the step; and then the class, one-hot. */
function dayInputs(drawn: Uint8Array, { steps, classes, uniform }: { readonly steps: number; readonly classes: number; readonly uniform: Uniform }): readonly Float64Array[] {
  const normal = publicNormal(uniform);
  const numbers = (length: number): number[] => Array.from({ length }, normal);
  return Array.from(drawn, (one) => {
    const ofDay = numbers(LATENT.ofSeries);
    return withClass(Float64Array.from(Array.from({ length: steps }, () => [...ofDay, ...numbers(LATENT.ofStep)]).flat()), one, classes);
  });
}
