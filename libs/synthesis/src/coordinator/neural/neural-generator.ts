import { tableLayout, type TableLayout } from '@commonward/schema';
import type { TablePlan } from '../../plan/index.js';
import type { Signal } from '../absorb.js';
import type { Matrix } from '../matrix.js';
import { publicUniform } from '../public-randomness.js';
import { forward, layersOf, parametersOf } from './dense-layers.js';
import { firstParameters } from './first-parameters.js';
import { LATENT, latentPool } from './latent-pool.js';
import { softmaxHeads } from './softmax-heads.js';
import { tableGoal } from './table-loss.js';
import { trainNetwork } from './train-network.js';

/** Two hidden layers of this width. */
const HIDDEN = 64;

/**
 * A network that makes each latent of a public pool into the shares of every column's cells: a mixture of POOL kinds of records whose
 * columns are independent within a kind.
 *
 * All parameters are float32: the bytes are the whole generator, and whoever reads them draws the same records.
 * @see Liu, Vietri, Wu 2021, Iterative Methods for Private Synthetic Data, arXiv:2106.07153: GEM, here with one release in place of rounds
 */
export interface NeuralGenerator {
  /** estimated number of records behind the tables */
  readonly records: number;
  /** layer after layer: weights [inputs, outputs], then bias */
  readonly parameters: Float32Array;
}

/**
 * Fits the network's expected tables to the released ones; the same signal and plan give the same bytes on every machine.
 *
 * Post-processing: it reads nothing but the signal and the plan.
 */
export function trainNeuralGenerator(signal: Signal, plan: TablePlan): NeuralGenerator {
  const layout = tableLayout(plan.dictionary);
  const goal = tableGoal(signal, layout);
  const widths = widthsFor(layout);
  const parameters = firstParameters({ widths, oneWays: goal.oneWays, uniform: publicUniform(plan.seed, 'generator/neural/parameters') });
  trainNetwork(parameters, { latents: latentPool(plan.seed), widths, goal });
  return { records: Math.fround(signal.records), parameters: Float32Array.from(parameters) };
}

/** The shares of every column's cells for each latent: [POOL, D], each column's adding up to 1. */
export function poolShares({ parameters }: NeuralGenerator, plan: Pick<TablePlan, 'dictionary' | 'seed'>): Matrix {
  const layout = tableLayout(plan.dictionary);
  const layers = layersOf(Float64Array.from(parameters), widthsFor(layout));
  return softmaxHeads(forward(layers, latentPool(plan.seed)).output, layout);
}

/** The generator as little-endian float32: records, parameters. */
export function neuralGeneratorBytes({ records, parameters }: NeuralGenerator): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * (1 + parameters.length)));
  view.setFloat32(0, records, true);
  parameters.forEach((value, p) => view.setFloat32(4 * (1 + p), value, true));
  return new Uint8Array(view.buffer);
}

/**
 * The generator that `neuralGeneratorBytes` wrote.
 *
 * @throws RangeError if the bytes do not have the length that the plan's dictionary calls for
 */
export function readNeuralGenerator(bytes: Uint8Array, plan: TablePlan): NeuralGenerator {
  const length = parametersOf(widthsFor(tableLayout(plan.dictionary)));
  const expected = 4 * (1 + length);
  if (bytes.length !== expected) throw new RangeError(`The neural generator has ${bytes.length} bytes; this plan calls for ${expected}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { records: view.getFloat32(0, true), parameters: Float32Array.from({ length }, (_, p) => view.getFloat32(4 * (1 + p), true)) };
}

const widthsFor = ({ cells }: TableLayout): readonly number[] => [LATENT, HIDDEN, HIDDEN, cells];
