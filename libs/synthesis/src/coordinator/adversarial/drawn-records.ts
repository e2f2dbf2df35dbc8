import { log } from '../../plan/deterministic-math.js';
import type { Matrix } from '../matrix.js';
import { forward, layersOf, type DenseLayer, type Pass } from '../neural/dense-layers.js';
import { softmaxHeads, throughSoftmax } from '../neural/softmax-heads.js';
import type { Uniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';
import { withClasses, type RecordShape } from './record-shape.js';

/** Numbers drawn for each synthetic record. */
export const LATENT = 16;
const HIDDEN = 64;
/** The lower, the more the smooth cells look like the drawn ones. */
const TEMPERATURE = 0.7;

/** Two hidden layers, from latents and a class to the cells of every other column. */
export const generatorWidths = ({ classes, drawnCells }: RecordShape): readonly number[] => [LATENT + classes, HIDDEN, HIDDEN, drawnCells];

/** A batch of synthetic records, and the way back from them to the generator. */
export interface DrawnRecords {
  /** [B, D] one-hot in every column */
  readonly rows: Matrix;
  readonly layers: readonly DenseLayer[];
  readonly pass: Pass;
  /** [B, drawnCells] softmax((logits + Gumbel noise) / temperature): what the draw would be if it were smooth */
  readonly smooth: Matrix;
}

/**
 * Draws a cell of every column, each with the probability that the generator gives it: the largest of its logits with Gumbel noise.
 *
 * @param classes of each record
 * @see Jang, Gu, Poole 2017, arXiv:1611.01144 (straight-through estimator, section 2.2)
 */
export function drawRecords(generator: Float64Array, classes: Uint8Array, { shape, uniform }: { readonly shape: RecordShape; readonly uniform: Uniform }): DrawnRecords {
  const layers = layersOf(generator, generatorWidths(shape));
  const pass = forward(layers, latentRows(classes, { shape, uniform }));
  const noised = { ...pass.output, values: pass.output.values.map((logit) => (logit + gumbel(uniform)) / TEMPERATURE) };
  const smooth = softmaxHeads(noised, shape.heads);
  return { rows: withClasses(largest(smooth, shape), classes, shape), layers, pass, smooth };
}

/** What a loss changes by with each logit, if a drawn row is taken to change as the smooth one does. @param slopes by the drawn cells, [B, drawnCells] */
export function logitSlopes({ smooth }: DrawnRecords, slopes: Matrix, { heads }: RecordShape): Matrix {
  const back = throughSoftmax(smooth, slopes, heads);
  return { ...back, values: back.values.map((slope) => slope / TEMPERATURE) };
}

/** Standard normal numbers, and then the class, one-hot. [B, LATENT + classes] */
export function latentRows(classes: Uint8Array, { shape, uniform }: { readonly shape: RecordShape; readonly uniform: Uniform }): Matrix {
  const width = LATENT + shape.classes;
  const values = new Float64Array(classes.length * width);
  const normal = publicNormal(uniform);
  classes.forEach((drawn, row) => {
    for (let at = 0; at < LATENT; at++) values[row * width + at] = normal();
    values[row * width + LATENT + drawn] = 1;
  });
  return { rows: classes.length, columns: width, values };
}

/** Uniform numbers come in steps of 2^-53: half of one keeps both logarithms from zero. */
const HALF_STEP = Number.EPSILON / 4;

const gumbel = (uniform: Uniform): number => -log(-log(Math.min(uniform() + HALF_STEP, 1 - 2 * HALF_STEP)));

/** One-hot at the largest cell of each column. */
function largest({ rows, columns, values }: Matrix, { heads: { sizes, offsets } }: RecordShape): Matrix {
  const hard = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let head = 0; head < sizes.length; head++) {
      const from = row * columns + offsets[head];
      let best = from;
      for (let at = from + 1; at < from + sizes[head]; at++) if (values[at] > values[best]) best = at;
      hard[best] = 1;
    }
  }
  return { rows, columns, values: hard };
}
