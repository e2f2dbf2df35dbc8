import type { Network } from '@commonward/networks/architectures';
import type { Kept } from '../neural/adam.js';
import type { Uniform } from '../public-randomness.js';

/** What is drawn in a study of networks: how a generator makes one record of it, and how both networks are trained. */
export interface Subject {
  readonly generator: Network;
  readonly recipe: Recipe;
  /** Weights to begin with, of either network. */
  readonly firstWeights: (network: Network, uniform: Uniform) => Float64Array;
  /** What the generator is told of each record: random numbers, and its class. One row for each of the classes. */
  readonly inputsOf: (classes: Uint8Array, uniform: Uniform) => readonly Float64Array[];
  /** Makes what the generator gave for a record of a class into a row of the discriminator. */
  readonly rowOf: (output: Float64Array, made: { readonly drawn: number; readonly uniform: Uniform }) => DrawnRow;
}

export interface DrawnRow {
  /** as the sites show theirs, [rowLength(dictionary)] */
  readonly row: Float64Array;
  /** From what a loss changes by with each number of the row to what it changes by with each of the generator's outputs. */
  readonly pullBack: (slopes: Float64Array) => Float64Array;
}

/** How both networks are trained. */
export interface Recipe {
  /** Synthetic records in each half step. */
  readonly batch: number;
  readonly rate: number;
  readonly kept: Kept;
  /** How much of the mean generator is kept at each of its steps. */
  readonly averaging: number;
  /** Steps of the discriminator for each of the generator. */
  readonly stepsPerGeneratorStep: number;
  /** How many records of each class a batch has: as many as its share is rounded to, or up or down by chance, so that small classes come up now and then. */
  readonly classes: 'rounded' | 'by chance';
}

/** Of images, and of days but for their rate. */
export const CONVOLUTIONAL_RECIPE: Recipe = { batch: 64, rate: 2e-3, kept: { mean: 0.5, square: 0.9 }, averaging: 0.98, stepsPerGeneratorStep: 1, classes: 'by chance' };
