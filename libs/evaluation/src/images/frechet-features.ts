import type { Matrix } from '../classifiers/classifier.js';
import { convolveRectified, type Convolution, type Planes } from './convolution.js';
import { greyValues, type ImageSet } from './image-set.js';

/** Fixed random filters of two layers; public, so that distances of different work can be compared. */
export interface FrechetFilters {
  /** [24, 1, 5, 5] */
  readonly first: Float64Array;
  /** [32, 24, 3, 3] */
  readonly second: Float64Array;
}

const GREY_CELLS = 4;
const LAYER_CELLS = 2;

/**
 * What the Frechet distance compares: 16 means of grey over a 4 x 4 grid, 24 means of the first layer, and 128 of the second
 * over 2 x 2 cells.
 * @returns [N, 168]
 */
export function frechetFeatures(images: ImageSet, filters: FrechetFilters): Matrix {
  const grey = greyValues(images);
  const first: Convolution = { inputs: 1, outputs: 24, size: 5, padding: 2, filters: filters.first, biases: new Float64Array(24) };
  const second: Convolution = { inputs: 24, outputs: 32, size: 3, padding: 1, filters: filters.second, biases: new Float64Array(32) };
  const rows: Float64Array[] = [];
  for (let row = 0; row < grey.rows; row += 1) {
    const image: Planes = { channels: 1, height: images.height, width: images.width, values: grey.values.subarray(row * grey.columns, (row + 1) * grey.columns) };
    const edges = convolveRectified(image, first);
    const shapes = convolveRectified(edges, second);
    rows.push(Float64Array.of(...pooled(image, GREY_CELLS).map((mean) => mean * 0.5), ...pooled(edges, 1).map((mean) => mean * 2), ...pooled(shapes, LAYER_CELLS)));
  }
  const columns = rows.length === 0 ? 0 : rows[0].length;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((features, row) => values.set(features, row * columns));
  return { rows: rows.length, columns, values };
}

/** Means over cells x cells parts of each channel; neighbouring parts share a line where they do not come out even. */
function pooled({ channels, height, width, values }: Planes, cells: number): number[] {
  const edges = (length: number, cell: number): [number, number] => [Math.floor((cell * length) / cells), Math.ceil(((cell + 1) * length) / cells)];
  return Array.from({ length: channels * cells * cells }, (_, at) => {
    const channel = Math.floor(at / (cells * cells));
    const [top, bottom] = edges(height, Math.floor(at / cells) % cells);
    const [left, right] = edges(width, at % cells);
    let sum = 0;
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += values[(channel * height + y) * width + x];
    return sum / ((bottom - top) * (right - left));
  });
}
