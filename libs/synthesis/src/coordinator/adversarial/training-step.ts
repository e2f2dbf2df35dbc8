import type { DataDictionary } from '@commonward/schema';
import { backward, layersOf } from '../neural/dense-layers.js';
import { adamStep } from '../neural/adam.js';
import { publicUniform, type Uniform } from '../public-randomness.js';
import { clippedMeanSlopes, slopesOfRows } from './discriminator.js';
import { drawRecords, generatorWidths, logitSlopes } from './drawn-records.js';
import { classesByShare } from './record-generator.js';
import { recordShape, withoutClasses } from './record-shape.js';
import type { Trained, TrainingState } from './training-state.js';

/** Synthetic records in each half step. */
const BATCH = 256;
const RATE = 2e-2;
const KEPT = { mean: 0.5, square: 0.9 };
/** How much of the mean generator is kept at each of its steps. */
const AVERAGING = 0.9;
/** Steps of the discriminator for each of the generator. */
const STEPS_PER_GENERATOR_STEP = 3;

export interface StepTerms {
  readonly dictionary: DataDictionary;
  /** Of the discriminator. */
  readonly widths: readonly number[];
  /** To what each record's gradient is clipped. */
  readonly norm: number;
  readonly seed: string;
}

/**
 * One step of adversarial training: the discriminator moves by the noised mean gradient over real records and by that over synthetic ones;
 * at every third step the generator moves to where the discriminator takes its records for real ones. The real gradients are all that it has of records.
 *
 * @param realSlopes the mean gradient of softplus(-logit) over real records, each clipped to the norm; with noise
 * @see Mirza, Osindero 2014, arXiv:1411.1784; Goodfellow et al. 2014, arXiv:1406.2661
 */
export function trainingStep(state: TrainingState, realSlopes: Float64Array, terms: StepTerms): TrainingState {
  const uniform = publicUniform(terms.seed, `networks/step ${state.steps + 1}`);
  const shape = recordShape(terms.dictionary);
  const shown = drawRecords(state.generator.parameters, classesByShare(state.classShares, BATCH), { shape, uniform }).rows;
  const slopes = clippedMeanSlopes({ ...state.discriminator, widths: terms.widths }, shown, { shown: 'synthetic', norm: terms.norm });
  const discriminator = moved(state.discriminator, slopes.map((slope, p) => slope + realSlopes[p]));
  const next = { ...state, steps: state.steps + 1, discriminator };
  return next.steps % STEPS_PER_GENERATOR_STEP === 0 ? generatorStep(next, terms, uniform) : next;
}

function generatorStep(state: TrainingState, { dictionary, widths }: StepTerms, uniform: Uniform): TrainingState {
  const shape = recordShape(dictionary);
  const drawn = drawRecords(state.generator.parameters, classesByShare(state.classShares, BATCH), { shape, uniform });
  const ofRows = slopesOfRows({ ...state.discriminator, widths }, drawn.rows);
  const output = logitSlopes(drawn, withoutClasses(ofRows, shape), shape);
  const gradient = new Float64Array(state.generator.parameters.length);
  backward(drawn.layers, drawn.pass, { output, into: layersOf(gradient, generatorWidths(shape)) });
  const generator = moved(state.generator, gradient.map((slope) => slope / BATCH));
  return { ...state, generator, average: state.average.map((mean, p) => AVERAGING * mean + (1 - AVERAGING) * generator.parameters[p]) };
}

function moved({ parameters, memory }: Trained, gradient: Float64Array): Trained {
  const next = parameters.slice();
  return { parameters: next, memory: adamStep(next, { ...memory, mean: memory.mean.slice(), square: memory.square.slice() }, { gradient, rate: RATE, kept: KEPT }) };
}
