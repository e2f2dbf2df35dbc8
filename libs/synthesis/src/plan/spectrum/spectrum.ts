import { exp, log } from '../deterministic-math.js';
import { cosineOfTurn } from './cosine.js';

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * The public features of an image: its cosine coefficients of lowest frequency, each divided by the size that such a
 * coefficient has in natural images. H rows, W columns, J coefficients.
 */
export interface Spectrum {
  readonly size: ImageSize;
  /** [J] vertical and horizontal frequency of each coefficient, nearest to zero first */
  readonly vertical: Int32Array;
  readonly horizontal: Int32Array;
  /** [J] what a coefficient is divided by */
  readonly scale: Float64Array;
  /** [F, H] and [F, W]: orthonormal cosines of frequency 0 to F - 1 */
  readonly verticalCosines: Float64Array;
  readonly horizontalCosines: Float64Array;
}

/** Natural images fall off about as 1 / frequency; measured on chest X-rays of 28 x 28, where anything from .8 to 1 did as well. */
const FALL_OFF = 0.9;
const SCALE_AT_28_PIXELS = 2;

/**
 * @param kept how many coefficients
 * @throws RangeError if an image of this size has fewer
 */
export function spectrumOf(size: ImageSize, kept: number): Spectrum {
  const { height, width } = size;
  if (kept > height * width) throw new RangeError(`An image of ${height} x ${width} pixels has ${height * width} coefficients, not ${kept}.`);
  const order = byFrequency(size).slice(0, kept);
  const vertical = Int32Array.from(order, (place) => Math.floor(place / width));
  const horizontal = Int32Array.from(order, (place) => place % width);
  const unit = (SCALE_AT_28_PIXELS * Math.sqrt(height * width)) / 28;
  return {
    size,
    vertical,
    horizontal,
    scale: Float64Array.from(order, (_, j) => unit * exp(-FALL_OFF * log(1 + Math.sqrt(vertical[j] ** 2 + horizontal[j] ** 2)))),
    verticalCosines: cosines(height, vertical),
    horizontalCosines: cosines(width, horizontal),
  };
}

/** Row-major places of all frequencies, in order of their distance from zero; equal ones in the order of places. */
function byFrequency({ height, width }: ImageSize): readonly number[] {
  const squared = (place: number) => Math.floor(place / width) ** 2 + (place % width) ** 2;
  return Array.from({ length: height * width }, (_, place) => place).sort((a, b) => squared(a) - squared(b) || a - b);
}

/** The orthonormal cosines of the discrete cosine transform of type 2. */
function cosines(length: number, frequencies: Int32Array): Float64Array {
  const rows = 1 + frequencies.reduce((largest, frequency) => Math.max(largest, frequency), 0);
  return Float64Array.from({ length: rows * length }, (_, at) => {
    const frequency = Math.floor(at / length);
    return Math.sqrt((frequency === 0 ? 1 : 2) / length) * cosineOfTurn((2 * (at % length) + 1) * frequency, 4 * length);
  });
}

const WHITE = 255;
/** A grey of one half is taken for nothing, so that the coefficients of an image are small. */
const MIDDLE = 0.5;

/**
 * @param pixels [H, W] from 0, black, to 255, white
 * @returns [J]
 */
export function featuresOf(pixels: ArrayLike<number>, spectrum: Spectrum): Float64Array {
  const { size, vertical, horizontal, scale, verticalCosines, horizontalCosines } = spectrum;
  const { height, width } = size;
  const columns = horizontalCosines.length / width;
  const rows = new Float64Array(height * columns); // [H, F]: each row of the image, transformed
  for (let y = 0; y < height; y += 1) {
    for (let f = 0; f < columns; f += 1) {
      let sum = 0;
      for (let x = 0; x < width; x += 1) sum += (pixels[y * width + x] / WHITE - MIDDLE) * horizontalCosines[f * width + x];
      rows[y * columns + f] = sum;
    }
  }
  return Float64Array.from(scale, (unit, j) => {
    let sum = 0;
    for (let y = 0; y < height; y += 1) sum += rows[y * columns + horizontal[j]] * verticalCosines[vertical[j] * height + y];
    return sum / unit;
  });
}

/**
 * The image that has these features and no others, cut off at black and white.
 * @param features [J]
 * @returns [H, W] from 0 to 255
 */
export function pixelsOf(features: ArrayLike<number>, spectrum: Spectrum): Uint8Array {
  const { size, vertical, horizontal, scale, verticalCosines, horizontalCosines } = spectrum;
  const { height, width } = size;
  const columns = horizontalCosines.length / width;
  const rows = new Float64Array(height * columns);
  for (let j = 0; j < scale.length; j += 1) {
    const coefficient = features[j] * scale[j];
    for (let y = 0; y < height; y += 1) rows[y * columns + horizontal[j]] += coefficient * verticalCosines[vertical[j] * height + y];
  }
  return Uint8Array.from({ length: height * width }, (_, place) => {
    const [y, x] = [Math.floor(place / width), place % width];
    let grey = MIDDLE;
    for (let f = 0; f < columns; f += 1) grey += rows[y * columns + f] * horizontalCosines[f * width + x];
    return Math.round(Math.min(Math.max(grey, 0), 1) * WHITE);
  });
}
