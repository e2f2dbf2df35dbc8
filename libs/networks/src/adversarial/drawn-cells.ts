export interface CellDraw {
  /** How many cells each column has; the cells of a row lie column by column. */
  readonly columns: readonly number[];
  /** The lower, the more the soft cells look like the drawn ones. */
  readonly temperature: number;
  /** Draws from [0, 1). */
  readonly uniform: () => number;
}

/** One cell drawn in each column, and what the draw would be if it were smooth; [rows * cells] each. */
export interface DrawnCells {
  /** One-hot in each column. */
  readonly hard: Float32Array;
  /** softmax((logits + Gumbel noise) / temperature) in each column. */
  readonly soft: Float32Array;
}

/**
 * Draws a cell of each column with probabilities softmax(logits): the largest of the logits with Gumbel noise.
 *
 * @param logits [rows * cells]
 * @see Jang, Gu, Poole 2017, arXiv:1611.01144 (straight-through estimator, section 2.2)
 */
export function drawCells(logits: Float32Array, { columns, temperature, uniform }: CellDraw): DrawnCells {
  const hard = new Float32Array(logits.length);
  const soft = new Float32Array(logits.length);
  forEachColumn(logits.length, columns, (start, end) => {
    for (let cell = start; cell < end; cell++) soft[cell] = (logits[cell] + gumbel(uniform())) / temperature;
    const largest = indexOfLargest(soft, start, end);
    hard[largest] = 1;
    softmax(soft, start, end);
  });
  return { hard, soft };
}

/**
 * What the loss changes by with each logit, if a drawn row is taken to change as the soft one does.
 *
 * @param slopes what the loss changes by with each number of the drawn rows, [rows * cells]
 */
export function logitSlopes({ soft }: DrawnCells, slopes: Float32Array, { columns, temperature }: CellDraw): Float32Array {
  const back = new Float32Array(slopes.length);
  forEachColumn(slopes.length, columns, (start, end) => {
    let mean = 0;
    for (let cell = start; cell < end; cell++) mean += soft[cell] * slopes[cell];
    for (let cell = start; cell < end; cell++) back[cell] = (soft[cell] * (slopes[cell] - mean)) / temperature;
  });
  return back;
}

function forEachColumn(length: number, columns: readonly number[], visit: (start: number, end: number) => void): void {
  for (let start = 0; start < length; ) {
    for (const cells of columns) {
      visit(start, start + cells);
      start += cells;
    }
  }
}

/** @param uniform in [0, 1); the middle of its step of 2^-32, so that neither logarithm is of zero */
function gumbel(uniform: number): number {
  return -Math.log(-Math.log(Math.min(uniform + 2 ** -33, 1 - 2 ** -33)));
}

function indexOfLargest(values: Float32Array, start: number, end: number): number {
  let largest = start;
  for (let at = start + 1; at < end; at++) if (values[at] > values[largest]) largest = at;
  return largest;
}

function softmax(values: Float32Array, start: number, end: number): void {
  const largest = values[indexOfLargest(values, start, end)];
  let sum = 0;
  for (let at = start; at < end; at++) sum += values[at] = Math.exp(values[at] - largest);
  for (let at = start; at < end; at++) values[at] /= sum;
}
