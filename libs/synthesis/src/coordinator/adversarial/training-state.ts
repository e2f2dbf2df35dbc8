import type { DataDictionary } from '@commonward/schema';
import { parametersOf, layersOf } from '../neural/dense-layers.js';
import { noMemory, type AdamMemory } from '../neural/adam.js';
import { publicUniform, type Uniform } from '../public-randomness.js';
import { generatorWidths } from './drawn-records.js';
import { recordShape, type RecordShape } from './record-shape.js';

/** A network under way: its parameters, and what the next step needs to know of the ones before. */
export interface Trained {
  readonly parameters: Float64Array;
  readonly memory: AdamMemory;
}

/** The training after some steps: with the plan, all that the next step needs. It follows from releases alone. */
export interface TrainingState {
  readonly steps: number;
  /** [classes] how often each cell of the target is drawn; they add up to 1 */
  readonly classShares: Float64Array;
  readonly discriminator: Trained;
  readonly generator: Trained;
  /** The mean of the generators so far, the last ones most: the one that draws what is published. */
  readonly average: Float64Array;
}

export interface TrainingStart {
  readonly dictionary: DataDictionary;
  /** Widths of the discriminator. */
  readonly widths: readonly number[];
  readonly classShares: Float64Array;
  readonly seed: string;
}

/** The networks before the first step: uniform weights of He's size from public randomness, biases of zero. */
export function firstState({ dictionary, widths, classShares, seed }: TrainingStart): TrainingState {
  const shape: RecordShape = recordShape(dictionary);
  const discriminator = firstWeights(widths, publicUniform(seed, 'networks/discriminator'));
  const generator = firstWeights(generatorWidths(shape), publicUniform(seed, 'networks/generator'));
  return { steps: 0, classShares, discriminator: begun(discriminator), generator: begun(generator), average: generator.slice() };
}

const begun = (parameters: Float64Array): Trained => ({ parameters, memory: noMemory(parameters.length) });

/** @see He, Zhang, Ren, Sun 2015, arXiv:1502.01852 */
function firstWeights(widths: readonly number[], uniform: Uniform): Float64Array {
  const parameters = new Float64Array(parametersOf(widths));
  for (const { weights } of layersOf(parameters, widths)) {
    const bound = Math.sqrt(6 / weights.rows);
    weights.values.forEach((_, at) => (weights.values[at] = bound * (2 * uniform() - 1)));
  }
  return parameters;
}
