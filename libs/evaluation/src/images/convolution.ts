/** A convolution with stride 2. I channels in, O channels out, K x K filters. */
export interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly size: number;
  readonly padding: number;
  /** [O, I, K, K] */
  readonly filters: Float64Array;
  /** [O] */
  readonly biases: Float64Array;
}

/** C channels of H x W numbers. */
export interface Planes {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** [C, H, W] */
  readonly values: Float64Array;
}

type Shape = Pick<Convolution, 'inputs' | 'size' | 'padding'>;

const STRIDE = 2;

export const halved = (length: number, { size, padding }: Pick<Shape, 'size' | 'padding'>): number => Math.floor((length + 2 * padding - size) / STRIDE) + 1;

/** [I K K, H' W'] for each number of a filter, what it is multiplied with at each place of the output; zero beyond the edge. */
export function patchesOf(input: Planes, shape: Shape): Float64Array {
  const outputs = halved(input.height, shape) * halved(input.width, shape);
  const patches = new Float64Array(shape.inputs * shape.size * shape.size * outputs);
  eachPatchRow(input, shape, ({ from, to, count }) => {
    for (let x = 0; x < count; x += 1) patches[to + x] = input.values[from + STRIDE * x];
  });
  return patches;
}

/** The gradient at the input, [I, H, W], from the one at its patches. */
export function gathered(patches: Float64Array, input: Planes, shape: Shape): Float64Array {
  const gradient = new Float64Array(input.values.length);
  eachPatchRow(input, shape, ({ from, to, count }) => {
    for (let x = 0; x < count; x += 1) gradient[from + STRIDE * x] += patches[to + x];
  });
  return gradient;
}

/** The convolution of one image, then rectified: what is negative becomes zero. */
export function convolveRectified(input: Planes, convolution: Convolution): Planes {
  const { outputs, filters, biases } = convolution;
  const [height, width] = [halved(input.height, convolution), halved(input.width, convolution)];
  const patches = patchesOf(input, convolution);
  const [places, taps] = [height * width, filters.length / outputs];
  const values = new Float64Array(outputs * places);
  for (let o = 0; o < outputs; o += 1) {
    const row = values.subarray(o * places, (o + 1) * places).fill(biases[o]);
    for (let tap = 0; tap < taps; tap += 1) {
      const weight = filters[o * taps + tap];
      const start = tap * places;
      for (let at = 0; at < places; at += 1) row[at] += weight * patches[start + at];
    }
    for (let at = 0; at < places; at += 1) if (row[at] < 0) row[at] = 0;
  }
  return { channels: outputs, height, width, values };
}

/** Neighbouring places of the output and what they meet: every other place of the input. */
interface PatchRow {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

function eachPatchRow(input: Planes, shape: Shape, visit: (row: PatchRow) => void): void {
  const { inputs, size, padding } = shape;
  const [height, width] = [halved(input.height, shape), halved(input.width, shape)];
  for (let tap = 0; tap < inputs * size * size; tap += 1) {
    const channel = Math.floor(tap / (size * size));
    const [down, right] = [(Math.floor(tap / size) % size) - padding, (tap % size) - padding];
    const first = Math.max(0, Math.ceil(-right / STRIDE));
    const last = Math.min(width - 1, Math.floor((input.width - 1 - right) / STRIDE));
    for (let y = 0; y < height; y += 1) {
      const line = STRIDE * y + down;
      if (line < 0 || line >= input.height) continue;
      visit({ from: (channel * input.height + line) * input.width + STRIDE * first + right, to: (tap * height + y) * width + first, count: last - first + 1 });
    }
  }
}
