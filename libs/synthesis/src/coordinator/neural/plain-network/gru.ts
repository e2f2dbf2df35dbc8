import type { Gru } from '@commonward/networks/architectures';
import { addGradient, biasedProduct } from './biased-product.js';
import type { PlainRun, PlainStep } from './plain-step.js';
import { addToLeft } from './products.js';
import { sigmoid, tanh } from './squashing.js';

/** What the way back needs of all steps. */
interface Course {
  /** The state before each step, and after the last one: [steps + 1, units]. */
  readonly states: Float64Array;
  /** Reset gates, update gates, candidates: [steps, 3 units]. */
  readonly gates: Float64Array;
  /** h Wh of the candidates: [steps, units]. */
  readonly recalled: Float64Array;
}

export function plainGru(layer: Gru, { input, parameters }: PlainRun): PlainStep {
  const { steps, channels, units, returns } = layer;
  const split = (channels + 1) * 3 * units;
  const wh = parameters.subarray(split);
  const driven = biasedProduct({ inputs: input, parameter: parameters.subarray(0, split), size: { rows: steps, inner: channels, columns: 3 * units } });
  const course = courseOf(driven.output, wh, layer);
  return {
    output: course.states.slice(returns === 'last' ? steps * units : units),
    pullBack: (delta, gradient) => {
      const { ofDrive, ofRecall } = deltasOf(course, { layer, wh, delta });
      if (gradient !== null) addGradient(course.states, ofRecall, gradient.subarray(split), { rows: steps, inner: units, columns: 3 * units });
      return driven.pullBack(ofDrive, gradient === null ? null : gradient.subarray(0, split));
    },
  };
}

/** @param driven x Wx of every step, [steps, 3 units] */
function courseOf(driven: Float64Array, wh: Float64Array, { steps, units }: Gru): Course {
  const states = new Float64Array((steps + 1) * units);
  const gates = driven.slice();
  const recalled = new Float64Array(steps * units);
  for (let t = 0; t < steps; t++) {
    const recall = biasedProduct({ inputs: states.subarray(t * units, (t + 1) * units), parameter: wh, size: { rows: 1, inner: units, columns: 3 * units } }).output;
    const from = t * 3 * units;
    for (let u = 0; u < units; u++) {
      const reset = sigmoid(gates[from + u] + recall[u]);
      const update = sigmoid(gates[from + units + u] + recall[units + u]);
      recalled[t * units + u] = recall[2 * units + u];
      const candidate = tanh(gates[from + 2 * units + u] + reset * recall[2 * units + u]);
      gates[from + u] = reset;
      gates[from + units + u] = update;
      gates[from + 2 * units + u] = candidate;
      states[(t + 1) * units + u] = candidate + update * (states[t * units + u] - candidate);
    }
  }
  return { states, gates, recalled };
}

interface Back {
  readonly layer: Gru;
  readonly wh: Float64Array;
  /** by the states that the layer gave */
  readonly delta: Float64Array;
}

/** By x Wx and by h Wh at every step, [steps, 3 units] each; they differ in the candidates alone. */
function deltasOf({ states, gates, recalled }: Course, { layer: { steps, units, returns }, wh, delta }: Back): { readonly ofDrive: Float64Array; readonly ofRecall: Float64Array } {
  const ofDrive = new Float64Array(steps * 3 * units);
  const ofRecall = new Float64Array(steps * 3 * units);
  const said = returns === 'every' ? 0 : (steps - 1) * units;
  let later = new Float64Array(units);
  for (let t = steps - 1; t >= 0; t--) {
    const [from, kept] = [t * 3 * units, new Float64Array(units)];
    for (let u = 0; u < units; u++) {
      const reset = gates[from + u];
      const update = gates[from + units + u];
      const candidate = gates[from + 2 * units + u];
      const at = t * units + u;
      const ofState = later[u] + (at >= said ? delta[at - said] : 0);
      const ofCandidate = ofState * (1 - update) * (1 - candidate * candidate);
      ofDrive[from + u] = ofRecall[from + u] = ofCandidate * recalled[at] * reset * (1 - reset);
      ofDrive[from + units + u] = ofRecall[from + units + u] = ofState * (states[at] - candidate) * update * (1 - update);
      ofDrive[from + 2 * units + u] = ofCandidate;
      ofRecall[from + 2 * units + u] = ofCandidate * reset;
      kept[u] = ofState * update;
    }
    addToLeft(ofRecall.subarray(from, from + 3 * units), wh, kept, { rows: 1, inner: units, columns: 3 * units });
    later = kept;
  }
  return { ofDrive, ofRecall };
}
