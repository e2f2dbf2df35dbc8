import type { Matrix } from '../matrix.js';
import { adamStep, noMemory } from './adam.js';
import { backward, forward, layersOf } from './dense-layers.js';
import { softmaxHeads, throughSoftmax } from './softmax-heads.js';
import { tableLoss, type TableGoal } from './table-loss.js';

const STEPS = 700;
const FIRST_RATE = 0.01;
const LAST_RATE = FIRST_RATE / 50;
const KEPT = { mean: 0.9, square: 0.999 };

interface Training {
  readonly latents: Matrix;
  readonly widths: readonly number[];
  readonly goal: TableGoal;
}

/** Steps of Adam on the whole pool, with a rate that falls evenly; changes the parameters. */
export function trainNetwork(parameters: Float64Array, training: Training): void {
  let memory = noMemory(parameters.length);
  for (let step = 0; step < STEPS; step++) {
    const { gradient } = networkLoss(parameters, training);
    memory = adamStep(parameters, memory, { gradient, rate: FIRST_RATE - ((FIRST_RATE - LAST_RATE) * step) / (STEPS - 1), kept: KEPT });
  }
}

/** The loss of the tables that the network's pool comes to, and its gradient by every parameter. */
export function networkLoss(parameters: Float64Array, { latents, widths, goal }: Training): { readonly loss: number; readonly gradient: Float64Array } {
  const layers = layersOf(parameters, widths);
  const pass = forward(layers, latents);
  const shares = softmaxHeads(pass.output, goal.layout);
  const { loss, gradient: byShares } = tableLoss(shares, goal);
  const gradient = new Float64Array(parameters.length);
  backward(layers, pass, { output: throughSoftmax(shares, byShares, goal.layout), into: layersOf(gradient, widths) });
  return { loss, gradient };
}
