import { add, concat, mul, reshape, sigmoid, split, square, stack, sub, tanh, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { backThrough, product, timesTransposed, weightsOf, withOne } from '../tensors/matrix.js';
import { unstacked } from '../tensors/unstacked.js';
import type { PulledBack, Run, Step } from './layer.js';

/**
 * Gated recurrent units over a series, in the form in which the reset gate comes after the product with the state:
 *
 *     r, z = sigmoid(x Wx + h Wh),  n = tanh(x Wx + r (h Wh)),  h' = (1 - z) n + z h,  from h = 0
 *
 * Its parameters are Wx [channels + 1, 3 units] and Wh [units + 1, 3 units], columns in the order r, z, n; the last row of each is a
 * bias.
 * @see Cho et al. 2014, arXiv:1406.1078v1
 */
export interface Gru {
  readonly kind: 'gru';
  readonly steps: number;
  readonly channels: number;
  readonly units: number;
  /** The state after the last step, [units], or after every one, [steps * units]. */
  readonly returns: 'last' | 'every';
}

/** What the way back needs of one step, each [B, units] but for both gates together, [B, 2 units]. */
interface Moment {
  readonly before: Tensor2D;
  /** The state before with a last column of ones. */
  readonly biased: Tensor2D;
  readonly gates: Tensor2D;
  readonly reset: Tensor2D;
  readonly update: Tensor2D;
  /** h Wh, of the candidate. */
  readonly recalled: Tensor2D;
  readonly candidate: Tensor2D;
  readonly after: Tensor2D;
}

export function runGru(layer: Gru, { inputs, parameters: [wx, wh] }: Run): Step {
  const { steps, channels, units } = layer;
  const batch = inputs.shape[0];
  const biased = withOne(reshape(inputs, [batch * steps, channels]));
  const driven: Tensor3D = reshape(product(biased, wx), [batch, steps, 3 * units]);
  const moments = momentsOf(unstacked(transpose(driven, [1, 0, 2])), wh, units);
  const states = moments.map(({ after }) => after);
  return {
    outputs: layer.returns === 'last' ? states[steps - 1] : reshape(stack(states, 1), [batch, steps * units]),
    pullBack: (deltas) => pullBack({ layer, moments, wx, wh, inputs: reshape(biased, [batch, steps, channels + 1]) }, deltasByStep(layer, deltas)),
  };
}

function momentsOf(driven: readonly Tensor2D[], wh: Tensor2D, units: number): Moment[] {
  const moments: Moment[] = [];
  let before: Tensor2D = zeros([driven[0].shape[0], units]);
  for (const drive of driven) {
    const moment = momentOf({ drive, before, wh, units });
    moments.push(moment);
    before = moment.after;
  }
  return moments;
}

function momentOf({ drive, before, wh, units }: { drive: Tensor2D; before: Tensor2D; wh: Tensor2D; units: number }): Moment {
  const biased = withOne(before);
  const [driveOfGates, driveOfCandidate] = split<Tensor2D>(drive, [2 * units, units], 1);
  const [recalledByGates, recalled] = split<Tensor2D>(product(biased, wh), [2 * units, units], 1);
  const gates = sigmoid<Tensor2D>(add(driveOfGates, recalledByGates));
  const [reset, update] = split<Tensor2D>(gates, 2, 1);
  const candidate = tanh<Tensor2D>(add(driveOfCandidate, mul(reset, recalled)));
  const after = add<Tensor2D>(candidate, mul(update, sub(before, candidate)));
  return { before, biased, gates, reset, update, recalled, candidate, after };
}

/** What the loss says about the state after each step by itself; null where it says nothing. */
function deltasByStep({ steps, units, returns }: Gru, deltas: Tensor2D): (Tensor2D | null)[] {
  if (returns === 'every') return unstacked(transpose(reshape(deltas, [deltas.shape[0], steps, units]), [1, 0, 2]));
  return Array.from({ length: steps }, (_, t) => (t === steps - 1 ? deltas : null));
}

interface Back {
  readonly layer: Gru;
  readonly moments: readonly Moment[];
  readonly wx: Tensor2D;
  readonly wh: Tensor2D;
  /** [B, steps, channels + 1] */
  readonly inputs: Tensor3D;
}

function pullBack({ layer: { steps, channels }, moments, wx, wh, inputs }: Back, said: readonly (Tensor2D | null)[]): PulledBack {
  const [ofDrive, ofRecall]: [Tensor2D[], Tensor2D[]] = [[], []];
  const whBack = backThrough(weightsOf(wh));
  let later: Tensor2D | null = null;
  for (let t = steps - 1; t >= 0; t--) {
    const deltas = momentBack(moments[t], sumOf(said[t], later));
    ofDrive.unshift(deltas.ofDrive);
    ofRecall.unshift(deltas.ofRecall);
    if (t > 0) later = add(deltas.kept, whBack(deltas.ofRecall));
  }
  const drive: Tensor3D = stack(ofDrive, 1) as Tensor3D;
  const [batch, , columns] = drive.shape;
  return {
    factors: [
      { inputs, deltas: drive },
      { inputs: stack(moments.map(({ biased }) => biased), 1) as Tensor3D, deltas: stack(ofRecall, 1) as Tensor3D },
    ],
    inputs: () => reshape(timesTransposed<Tensor2D>(reshape(drive, [batch * steps, columns]), weightsOf(wx)), [batch, steps * channels]),
  };
}

/** The deltas of x Wx and h Wh at one step, which differ in the candidate alone, and what the state passes on by itself. */
function momentBack({ before, gates, reset, update, recalled, candidate }: Moment, deltas: Tensor2D): { ofDrive: Tensor2D; ofRecall: Tensor2D; kept: Tensor2D } {
  const kept: Tensor2D = mul(deltas, update);
  const ofCandidate: Tensor2D = mul(sub(deltas, kept), sub(1, square(candidate)));
  const ofBoth = concat([mul<Tensor2D>(ofCandidate, recalled), mul<Tensor2D>(deltas, sub(before, candidate))], 1);
  const ofGates: Tensor2D = mul(ofBoth, mul(gates, sub(1, gates)));
  return { ofDrive: concat([ofGates, ofCandidate], 1), ofRecall: concat([ofGates, mul<Tensor2D>(ofCandidate, reset)], 1), kept };
}

function sumOf(said: Tensor2D | null, later: Tensor2D | null): Tensor2D {
  if (said !== null && later !== null) return add(said, later);
  if (said !== null) return said;
  if (later !== null) return later;
  throw new Error('The last state of a series has no deltas');
}
