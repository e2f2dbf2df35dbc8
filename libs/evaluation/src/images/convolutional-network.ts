import { adam } from '../classifiers/adam.js';
import { scoring, sigmoid, rowOf, type Classifier, type Matrix } from '../classifiers/classifier.js';
import { permutation, seededRandom, type SeededRandom } from '../seeded-random.js';
import { convolveRectified, gathered, halved, patchesOf, type Convolution, type Planes } from './convolution.js';
import type { ImageSize } from '@commonward/synthesis/plan';

export interface NetworkSettings {
  readonly image: ImageSize;
  readonly epochs: number;
}

const [FIRST, SECOND, UNITS] = [16, 32, 32];
const LEARNING_RATE = 1e-3;
const WEIGHT_DECAY = 1e-4;
const BATCH = 64;

/**
 * Two convolutions of 3 x 3 with stride 2 (16 and 32 channels), a dense layer of 32 rectified units and a logistic output, trained
 * with Adam on shuffled batches. Rows are images, row by row.
 */
export function convolutionalNetwork({ image, epochs }: NetworkSettings): Classifier {
  return {
    fit(x, y, seed) {
      const network = new Network(image, seededRandom(seed));
      train(network, { x, y, epochs, random: seededRandom(seed + 1) });
      return scoring((row) => sigmoid(network.forward(row).output), 0.5);
    },
  };
}

interface Training {
  readonly x: Matrix;
  readonly y: Uint8Array;
  readonly epochs: number;
  readonly random: SeededRandom;
}

function train(network: Network, { x, y, epochs, random }: Training): void {
  const optimiser = adam(network.weights, LEARNING_RATE);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = permutation(x.rows, random);
    for (let from = 0; from < order.length; from += BATCH) {
      const batch = order.subarray(from, from + BATCH);
      const gradient = network.weights.map((weight) => WEIGHT_DECAY * weight);
      for (const row of batch) network.addGradient(gradient, rowOf(x, row), y[row], 1 / batch.length);
      optimiser.step(gradient);
    }
  }
}

interface Activations {
  readonly image: Planes;
  readonly first: Planes;
  readonly second: Planes;
  readonly units: Float64Array;
  readonly output: number;
}

/** All weights in one vector: filters and biases of both convolutions, dense [units, inputs] and biases, output and bias. */
class Network {
  readonly weights: Float64Array;
  readonly #image: ImageSize;
  readonly #layers: Layers;

  constructor(image: ImageSize, random: SeededRandom) {
    this.#image = image;
    this.#layers = layersFor(image);
    this.weights = initial(this.#layers, random);
  }

  forward(row: Float64Array): Activations {
    const { dense, output } = this.#layers;
    const image: Planes = { channels: 1, ...this.#image, values: row };
    const first = convolveRectified(image, this.#convolution('first'));
    const second = convolveRectified(first, this.#convolution('second'));
    const units = new Float64Array(UNITS);
    let z = this.weights[output.biases];
    for (let u = 0; u < UNITS; u += 1) {
      let sum = this.weights[dense.biases + u];
      for (let k = 0; k < dense.inputs; k += 1) sum += this.weights[dense.start + u * dense.inputs + k] * second.values[k];
      units[u] = Math.max(sum, 0);
      z += this.weights[output.start + u] * units[u];
    }
    return { image, first, second, units, output: z };
  }

  /** Adds the gradient of the log loss of one row, times `share`. */
  addGradient(gradient: Float64Array, row: Float64Array, label: number, share: number): void {
    const { dense, output } = this.#layers;
    const { image, first, second, units, output: z } = this.forward(row);
    const error = share * (sigmoid(z) - label);
    const atSecond = new Float64Array(second.values.length);
    gradient[output.biases] += error;
    for (let u = 0; u < UNITS; u += 1) {
      gradient[output.start + u] += error * units[u];
      if (units[u] === 0) continue;
      const delta = error * this.weights[output.start + u];
      gradient[dense.biases + u] += delta;
      for (let k = 0; k < dense.inputs; k += 1) {
        gradient[dense.start + u * dense.inputs + k] += delta * second.values[k];
        atSecond[k] += delta * this.weights[dense.start + u * dense.inputs + k];
      }
    }
    const atFirst = this.#addConvolution(gradient, 'second', { input: first, output: second, delta: atSecond });
    this.#addConvolution(gradient, 'first', { input: image, output: first, delta: atFirst });
  }

  /** @returns the gradient at the input */
  #addConvolution(gradient: Float64Array, name: 'first' | 'second', { input, output, delta }: { input: Planes; output: Planes; delta: Float64Array }): Float64Array {
    const layer = this.#layers[name];
    const convolution = this.#convolution(name);
    const size = output.height * output.width;
    for (let at = 0; at < delta.length; at += 1) {
      if (output.values[at] === 0) delta[at] = 0;
      gradient[layer.biases + Math.floor(at / size)] += delta[at];
    }
    const patches = patchesOf(input, convolution);
    const atPatches = new Float64Array(patches.length);
    const taps = layer.inputs * 9;
    for (let filter = 0; filter < layer.outputs * taps; filter += 1) {
      const [o, tap] = [Math.floor(filter / taps), filter % taps];
      const weight = convolution.filters[filter];
      let sum = 0;
      for (let at = 0; at < size; at += 1) {
        sum += delta[o * size + at] * patches[tap * size + at];
        atPatches[tap * size + at] += delta[o * size + at] * weight;
      }
      gradient[layer.start + filter] += sum;
    }
    return gathered(atPatches, input, convolution);
  }

  #convolution(name: 'first' | 'second'): Convolution {
    const { start, biases, inputs, outputs } = this.#layers[name];
    return { inputs, outputs, size: 3, padding: 1, filters: this.weights.subarray(start, biases), biases: this.weights.subarray(biases, biases + outputs) };
  }
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Where its weights begin, and its biases. */
  readonly start: number;
  readonly biases: number;
  /** Numbers that one output is made of. */
  readonly fanIn: number;
}

type Layers = Readonly<Record<'first' | 'second' | 'dense' | 'output', Layer>>;

function layersFor({ height, width }: ImageSize): Layers {
  const half = (length: number): number => halved(length, { size: 3, padding: 1 });
  const flat = SECOND * half(half(height)) * half(half(width));
  let start = 0;
  const layer = (inputs: number, outputs: number, filter: number): Layer => {
    const biases = start + inputs * outputs * filter;
    const made = { inputs, outputs, start, biases, fanIn: inputs * filter };
    start = biases + outputs;
    return made;
  };
  return { first: layer(1, FIRST, 9), second: layer(FIRST, SECOND, 9), dense: layer(flat, UNITS, 1), output: layer(UNITS, 1, 1) };
}

/** Uniform between plus and minus one over the root of the numbers an output is made of, biases included. */
function initial(layers: Layers, random: SeededRandom): Float64Array {
  const weights = new Float64Array(layers.output.biases + 1);
  for (const { start, biases, outputs, fanIn } of Object.values(layers)) {
    for (let at = start; at < biases + outputs; at += 1) weights[at] = (2 * random.uniform() - 1) / Math.sqrt(fanIn);
  }
  return weights;
}
