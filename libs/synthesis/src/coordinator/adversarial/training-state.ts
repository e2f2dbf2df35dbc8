import type { Network } from '@commonward/networks/architectures';
import { noMemory, type AdamMemory } from '../neural/adam.js';
import { publicUniform } from '../public-randomness.js';
import type { Subject } from './subject.js';

/** A network under way: its parameters, and what the next step needs to know of the ones before. */
export interface Trained {
  readonly parameters: Float64Array;
  readonly memory: AdamMemory;
}

/** The training after some steps: with the plan, all that the next step needs. It follows from releases alone. */
export interface TrainingState {
  readonly steps: number;
  /** [classes] how often each class is drawn; they add up to 1 */
  readonly classShares: Float64Array;
  readonly discriminator: Trained;
  readonly generator: Trained;
  /** The mean of the generators so far, the last ones most: the one that draws what is published. */
  readonly average: Float64Array;
}

export interface TrainingStart {
  readonly subject: Subject;
  readonly discriminator: Network;
  readonly classShares: Float64Array;
  readonly seed: string;
}

/** The networks before the first step, from public randomness. */
export function firstState({ subject: { generator: network, firstWeights }, discriminator, classShares, seed }: TrainingStart): TrainingState {
  const generator = firstWeights(network, publicUniform(seed, 'networks/generator'));
  return { steps: 0, classShares, discriminator: begun(firstWeights(discriminator, publicUniform(seed, 'networks/discriminator'))), generator: begun(generator), average: generator.slice() };
}

const begun = (parameters: Float64Array): Trained => ({ parameters, memory: noMemory(parameters.length) });
