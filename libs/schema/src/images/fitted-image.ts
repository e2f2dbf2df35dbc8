import type { GreyImage } from './grey-image.js';
import type { ImageDictionary } from './image-dictionary.js';

const WHITE = 255;

/**
 * Brings an image to the greys and the size of the dictionary, by one rule for every site: each value is cut off at black and white and
 * put between 0 and 255; a pixel of the result is the mean of the area it covers, of the whole image stretched over the whole
 * result; halves are rounded up.
 *
 * Areas are whole numbers, so that 8-bit greys give the same bytes on every platform. A value that is not finite is black.
 * @returns [H, W]
 */
export function fittedImage({ height, width, values, inverted }: GreyImage, { image, grey }: Pick<ImageDictionary, 'image' | 'grey'>): Uint8Array {
  const greys = greysOf(values, { grey, inverted });
  const narrowed = averagedRows(greys, { rows: height, from: width, to: image.width });
  const fitted = transposed(averagedRows(transposed(narrowed, height), { rows: image.width, from: height, to: image.height }), image.width);
  const pixels = new Uint8Array(fitted.length);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = Math.floor(fitted[at] / (height * width) + 0.5);
  return pixels;
}

function greysOf(values: ArrayLike<number>, { grey: { black, white }, inverted }: Pick<ImageDictionary, 'grey'> & { readonly inverted: boolean }): Float64Array {
  const greys = new Float64Array(values.length);
  for (let at = 0; at < greys.length; at += 1) {
    const part = Math.min(Math.max(values[at] - black, 0), white - black) * WHITE;
    const level = Number.isFinite(values[at]) ? part / (white - black) : 0;
    greys[at] = inverted ? WHITE - level : level;
  }
  return greys;
}

/** @returns [rows, to]: sums over the area of each pixel, in units in which a pixel of a row is `to` wide, and the row `from` x `to` */
function averagedRows(values: Float64Array, { rows, from, to }: { rows: number; from: number; to: number }): Float64Array {
  const sums = new Float64Array(rows * to);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < to; i += 1) {
      const [start, end] = [i * from, (i + 1) * from];
      let sum = 0;
      for (let j = Math.floor(start / to); j * to < end; j += 1) sum += (Math.min(end, (j + 1) * to) - Math.max(start, j * to)) * values[row * from + j];
      sums[row * to + i] = sum;
    }
  }
  return sums;
}

function transposed(values: Float64Array, rows: number): Float64Array {
  const columns = values.length / rows;
  const turned = new Float64Array(values.length);
  for (let row = 0; row < rows; row += 1) for (let column = 0; column < columns; column += 1) turned[column * rows + row] = values[row * columns + column];
  return turned;
}
