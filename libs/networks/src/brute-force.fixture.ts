import type { Conditioning } from './layers/conditioning.js';
import type { Gru } from './layers/gru.js';
import type { Layer } from './layers/layer.js';
import { shapesOf, type Network } from './layers/network-shapes.js';
import type { KernelGeometry } from './tensors/kernel-geometry.js';

/*
 * Layers by their definitions: one example at a time, plain loops over plain numbers in double precision, and nothing but the way
 * forward. Gradients are slopes of the loss by differences, so no derivative is written down twice.
 */

type Numbers = readonly number[];
/** A parameter, row by row. */
type Matrix = readonly Numbers[];

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const times = (length: number): number[] => Array.from({ length }, (_, i) => i);
const sum = (numbers: Numbers) => numbers.reduce((a, b) => a + b, 0);

/** What a network makes of one example. */
export function outputOf(network: Network, parameters: Numbers, example: Numbers): Numbers {
  let [values, at, next]: [Numbers, number, number] = [example, 0, 0];
  const matrices = shapesOf(network).map(([rows, columns]): Matrix => {
    const start = at;
    at += rows * columns;
    return times(rows).map((row) => parameters.slice(start + row * columns, start + (row + 1) * columns));
  });
  for (const layer of network) {
    const count = shapesOf([layer]).length;
    values = through(layer, matrices.slice(next, next + count), values);
    next += count;
  }
  return values;
}

function through(layer: Layer, [first, second]: readonly Matrix[], x: Numbers): Numbers {
  switch (layer.kind) {
    case 'dense':
      return times(layer.outputs).map((o) => first[layer.inputs][o] + sum(times(layer.inputs).map((i) => x[i] * first[i][o])));
    case 'convolution':
      return convolved(layer, first, x);
    case 'transposed-convolution':
      return laidDown(layer.of, first, x).map((value, at) => value + second[0][at % layer.of.channels]);
    case 'gru':
      return recurrent(layer, [first, second], x);
    case 'conditioning':
      return conditioned(layer, first, x);
    case 'leaky-relu':
      return x.map((value) => (value > 0 ? value : layer.slope * value));
    case 'tanh':
      return x.map(Math.tanh);
    case 'sigmoid':
      return x.map(sigmoid);
  }
}

interface Touch {
  readonly place: number;
  readonly pixel: number;
  /** Row of the kernel's matrix. */
  readonly row: number;
}

/** Every place of a kernel, and every tap of it that lies on a pixel. */
function touches({ height, width, channels, kernel, stride, padding }: KernelGeometry): Touch[] {
  const found: Touch[] = [];
  let place = 0;
  for (let top = -padding[0]; top + kernel[0] <= height + padding[0]; top += stride[0]) {
    for (let left = -padding[1]; left + kernel[1] <= width + padding[1]; left += stride[1], place++) {
      for (const c of times(channels)) {
        for (const ky of times(kernel[0])) {
          for (const kx of times(kernel[1])) {
            const [y, z] = [top + ky, left + kx];
            const inside = y >= 0 && y < height && z >= 0 && z < width;
            if (inside) found.push({ place, pixel: (y * width + z) * channels + c, row: (c * kernel[0] + ky) * kernel[1] + kx });
          }
        }
      }
    }
  }
  return found;
}

function convolved(geometry: KernelGeometry, matrix: Matrix, x: Numbers): Numbers {
  const { filters } = geometry;
  const found = touches(geometry);
  const places = 1 + Math.max(...found.map(({ place }) => place));
  const out = times(places * filters).map((at) => matrix[matrix.length - 1][at % filters]);
  for (const { place, pixel, row } of found) for (const f of times(filters)) out[place * filters + f] += x[pixel] * matrix[row][f];
  return out;
}

function laidDown(geometry: KernelGeometry, matrix: Matrix, x: Numbers): Numbers {
  const { height, width, channels, filters } = geometry;
  const out = times(height * width * channels).map(() => 0);
  for (const { place, pixel, row } of touches(geometry)) for (const f of times(filters)) out[pixel] += x[place * filters + f] * matrix[row][f];
  return out;
}

function recurrent({ steps, channels, units, returns }: Gru, [wx, wh]: readonly Matrix[], x: Numbers): Numbers {
  let h: Numbers = times(units).map(() => 0);
  const every: number[] = [];
  for (const t of times(steps)) {
    const drive = (column: number) => wx[channels][column] + sum(times(channels).map((c) => x[t * channels + c] * wx[c][column]));
    const before = h;
    const recall = (column: number) => wh[units][column] + sum(times(units).map((u) => before[u] * wh[u][column]));
    h = times(units).map((u) => {
      const r = sigmoid(drive(u) + recall(u));
      const z = sigmoid(drive(units + u) + recall(units + u));
      const n = Math.tanh(drive(2 * units + u) + r * recall(2 * units + u));
      return (1 - z) * n + z * before[u];
    });
    every.push(...h);
  }
  return returns === 'last' ? h : every;
}

function conditioned({ positions, channels, added }: Conditioning, embedding: Matrix, x: Numbers): Numbers {
  const oneHot = x.slice(positions * channels);
  return times(positions).flatMap((p) => [
    ...x.slice(p * channels, (p + 1) * channels),
    ...times(added).map((a) => sum(oneHot.map((bit, c) => bit * embedding[c][p * added + a]))),
  ]);
}

/**
 * The slope of `of` at each coordinate, by central differences of the fourth order: wrong by about 1e-12 where numbers are about 1.
 *
 * @throws Error if `of` bends so close by (a leaky unit at zero) that differences say nothing
 */
export function slopes(of: (at: Numbers) => number, at: Numbers): number[] {
  return at.map((_, i) => {
    const rise = (h: number) => (of(at.with(i, at[i] + h)) - of(at.with(i, at[i] - h))) / (2 * h);
    const [near, far] = [rise(1e-4), rise(2e-4)];
    if (Math.abs(near - far) > 1e-6) throw new Error('The loss bends here: choose other numbers');
    return (4 * near - far) / 3;
  });
}

/** The loss of a discriminator that is shown a real example. */
export const realLoss = (network: Network, parameters: Numbers, example: Numbers): number =>
  Math.log1p(Math.exp(-outputOf(network, parameters, example)[0]));
