import { exp } from '../../plan/deterministic-math.js';
import type { Matrix } from '../matrix.js';
import { backward, backwardToInputs, forward, layersOf } from '../neural/dense-layers.js';

/** A discriminator of rows of D cells: one hidden layer, one logit. The layout is that of the sites' networks (`discriminatorNetwork`). */
export interface Discriminator {
  readonly parameters: Float64Array;
  readonly widths: readonly number[];
}

/** What the discriminator is shown: its loss is softplus(-logit) for real rows, softplus(logit) for synthetic ones. */
type Shown = 'real' | 'synthetic';

/**
 * The mean over rows of the gradient of the loss, each row's gradient shortened to the norm first, as the sites do with those of real rows.
 *
 * No row's gradient is multiplied out: of a dense layer its squared norm is that of its inputs, with the 1 of the bias, times that of its deltas.
 * @see Goodfellow 2015, arXiv:1510.01799
 * @returns [parameters]
 */
export function clippedMeanSlopes({ parameters, widths }: Discriminator, rows: Matrix, { shown, norm }: { readonly shown: Shown; readonly norm: number }): Float64Array {
  const layers = layersOf(parameters, widths);
  const pass = forward(layers, rows);
  const deltas = logitDeltas(pass.output, shown);
  const [first, hidden] = pass.inputs;
  for (let row = 0; row < rows.rows; row++) {
    const delta = deltas.values[row];
    let behind = 0;
    for (let unit = 0; unit < hidden.columns; unit++) {
      const slope = layers[1].weights.values[unit] * (hidden.values[row * hidden.columns + unit] < 0 ? LEAK : 1);
      behind += slope * slope;
    }
    const squared = delta * delta * (withBias(hidden, row) + withBias(first, row) * behind);
    const kept = squared > norm * norm ? norm / Math.sqrt(squared) : 1;
    deltas.values[row] *= kept / rows.rows;
  }
  const gradient = new Float64Array(parameters.length);
  backward(layers, pass, { output: deltas, into: layersOf(gradient, widths) });
  return gradient;
}

/** The gradient of each row's loss by the row itself, were it shown as a real one. [B, D] */
export function slopesOfRows({ parameters, widths }: Discriminator, rows: Matrix): Matrix {
  const layers = layersOf(parameters, widths);
  const pass = forward(layers, rows);
  return backwardToInputs(layers, pass, logitDeltas(pass.output, 'real'));
}

/** What is left of a hidden value below zero, in every network of this study. */
export const LEAK = 0.2;

function withBias({ columns, values }: Matrix, row: number): number {
  let squared = 1;
  for (let at = row * columns; at < (row + 1) * columns; at++) squared += values[at] * values[at];
  return squared;
}

function logitDeltas(logits: Matrix, shown: Shown): Matrix {
  return { ...logits, values: logits.values.map((logit) => 1 / (1 + exp(-logit)) - (shown === 'real' ? 1 : 0)) };
}
