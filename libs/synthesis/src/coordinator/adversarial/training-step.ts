import type { Network } from '@commonward/networks/architectures';
import type { ClippedPart } from '../../plan/index.js';
import { adamStep } from '../neural/adam.js';
import { publicUniform, type Uniform } from '../public-randomness.js';
import { classesByShare } from './classes-by-share.js';
import { clippedMeanSlopes, slopesOfRow } from './clipped-mean-slopes.js';
import { drawnBatch, type Drawn } from './drawn-batch.js';
import type { Recipe, Subject } from './subject.js';
import type { Trained, TrainingState } from './training-state.js';

export interface StepTerms {
  readonly subject: Subject;
  readonly discriminator: Network;
  /** The parts of a record's gradient that are clipped by themselves. */
  readonly parts: readonly ClippedPart[];
  readonly seed: string;
}

/**
 * One step of adversarial training: the discriminator moves by the noised mean gradient over real records and by that over synthetic ones;
 * at some steps the generator moves to where the discriminator takes its records for real ones. The real gradients are all that it has of records.
 *
 * @param realSlopes the mean gradient of softplus(-logit) over real records, each clipped to the norm; with noise
 * @see Mirza, Osindero 2014, arXiv:1411.1784; Goodfellow et al. 2014, arXiv:1406.2661
 */
export function trainingStep(state: TrainingState, realSlopes: Float64Array, terms: StepTerms): TrainingState {
  const { subject: { recipe }, discriminator: network, parts, seed } = terms;
  const uniform = publicUniform(seed, `networks/step ${state.steps + 1}`);
  const shown = Array.from(drawnFrom(state, terms.subject, uniform), ({ row }) => row);
  const slopes = clippedMeanSlopes({ network, parameters: state.discriminator.parameters }, shown, { shown: 'synthetic', parts });
  const discriminator = moved(state.discriminator, slopes.map((slope, p) => slope + realSlopes[p]), recipe);
  const next = { ...state, steps: state.steps + 1, discriminator };
  return next.steps % recipe.stepsPerGeneratorStep === 0 ? generatorStep(next, terms, uniform) : next;
}

function generatorStep(state: TrainingState, { subject, discriminator: network }: StepTerms, uniform: Uniform): TrainingState {
  const { batch, averaging } = subject.recipe;
  const gradient = new Float64Array(state.generator.parameters.length);
  for (const { row, pullBack } of drawnFrom(state, subject, uniform)) pullBack(slopesOfRow({ network, parameters: state.discriminator.parameters }, row), gradient);
  const generator = moved(state.generator, gradient.map((slope) => slope / batch), subject.recipe);
  return { ...state, generator, average: state.average.map((mean, p) => averaging * mean + (1 - averaging) * generator.parameters[p]) };
}

/** A batch of synthetic records, of the classes that records are of. */
function drawnFrom({ generator: { parameters }, classShares }: TrainingState, subject: Subject, uniform: Uniform): Iterable<Drawn> {
  const { batch: count, classes: counted } = subject.recipe;
  const classes = classesByShare(classShares, { count, offset: counted === 'rounded' ? 0.5 : uniform() });
  return drawnBatch(subject, parameters, { classes, uniform });
}

function moved({ parameters, memory }: Trained, gradient: Float64Array, { rate, kept }: Recipe): Trained {
  const next = parameters.slice();
  return { parameters: next, memory: adamStep(next, { ...memory, mean: memory.mean.slice(), square: memory.square.slice() }, { gradient, rate, kept }) };
}
