import { recordGenerator, shapesOf, type Network } from '@commonward/networks/architectures';
import type { DataDictionary } from '@commonward/schema';
import { log } from '../../plan/deterministic-math.js';
import type { Matrix } from '../matrix.js';
import { softmaxHeads, throughSoftmax, type Heads } from '../neural/softmax-heads.js';
import type { Uniform } from '../public-randomness.js';
import { latentRows } from './latent-rows.js';
import { recordShape, withoutTarget, withTarget, type RecordShape } from './record-shape.js';
import type { DrawnRow, Subject } from './subject.js';

/** Numbers drawn for each synthetic record, and units of each of the generator's two hidden layers. */
const [LATENT, HIDDEN] = [16, 64];
/** The lower, the more the smooth cells look like the drawn ones. */
const TEMPERATURE = 0.7;

/** Records of a table: the generator is told the target, and gives a logit for each cell of every other column. */
export function recordSubject(dictionary: DataDictionary): Subject {
  const shape = recordShape(dictionary);
  const { classes, drawnCells: cells } = shape;
  return {
    generator: recordGenerator({ latent: LATENT, classes, units: HIDDEN, cells }),
    recipe: { batch: 256, rate: 2e-2, kept: { mean: 0.5, square: 0.9 }, averaging: 0.9, stepsPerGeneratorStep: 3, classes: 'rounded' },
    firstWeights,
    inputsOf: (drawn, uniform) => latentRows(drawn, { latent: LATENT, classes, uniform }),
    rowOf: (logits, { drawn, uniform }) => drawnRecord(logits, drawn, { shape, uniform }),
  };
}

/**
 * Draws a cell of every column, each with the probability that the generator gives it: the largest of its logits with Gumbel noise. On the
 * way back a drawn row is taken to change as the smooth one does, softmax((logits + noise) / temperature).
 *
 * @see Jang, Gu, Poole 2017, arXiv:1611.01144 (straight-through estimator, section 2.2)
 */
function drawnRecord(logits: Float64Array, ofClass: number, { shape, uniform }: { readonly shape: RecordShape; readonly uniform: Uniform }): DrawnRow {
  const smooth = softmaxHeads(oneRow(logits.map((logit) => (logit + gumbel(uniform)) / TEMPERATURE)), shape.heads);
  return {
    row: withTarget(largest(smooth.values, shape.heads), ofClass, shape),
    pullBack: (slopes) => throughSoftmax(smooth, oneRow(withoutTarget(slopes, shape)), shape.heads).values.map((slope) => slope / TEMPERATURE),
  };
}

export const oneRow = (values: Float64Array): Matrix => ({ rows: 1, columns: values.length, values });

/** Uniform numbers come in steps of 2^-53: half of one keeps both logarithms from zero. */
const HALF_STEP = Number.EPSILON / 4;

const gumbel = (uniform: Uniform): number => -log(-log(Math.min(uniform() + HALF_STEP, 1 - 2 * HALF_STEP)));

/** One-hot at the largest cell of each column, the first of equals. */
function largest(cells: Float64Array, { sizes, offsets }: Heads): Float64Array {
  const hard = new Float64Array(cells.length);
  sizes.forEach((size, head) => {
    let best = offsets[head];
    for (let at = best + 1; at < offsets[head] + size; at++) if (cells[at] > cells[best]) best = at;
    hard[best] = 1;
  });
  return hard;
}

/**
 * Of dense layers: uniform, with a variance of two over the inputs; biases of zero.
 *
 * @see He, Zhang, Ren, Sun 2015, arXiv:1502.01852
 */
function firstWeights(network: Network, uniform: Uniform): Float64Array {
  const weights = shapesOf(network).flatMap(([rows, columns]) => {
    const bound = Math.sqrt(6 / (rows - 1));
    return Array.from({ length: rows * columns }, (_, at) => (at < (rows - 1) * columns ? bound * (2 * uniform() - 1) : 0));
  });
  return Float64Array.from(weights);
}
