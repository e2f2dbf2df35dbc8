import type { Matrix } from '../classifiers/classifier.js';

/** Days of measurements without a gap. N days, C channels, T steps of a day. */
export interface DaySet {
  readonly channels: readonly ChannelScale[];
  readonly steps: number;
  /** [N, C T] channel by channel */
  readonly values: Float64Array;
  /** [N] 1 on Saturdays and Sundays */
  readonly weekend: Uint8Array;
}

/** The public bounds of a channel, which make its scale. */
export interface ChannelScale {
  readonly min: number;
  readonly max: number;
}

/** The days at these places, in their order. */
export function takeDays({ values, weekend, ...same }: DaySet, places: ArrayLike<number>): DaySet {
  const width = same.channels.length * same.steps;
  const taken = new Float64Array(places.length * width);
  for (let row = 0; row < places.length; row += 1) taken.set(values.subarray(places[row] * width, (places[row] + 1) * width), row * width);
  return { ...same, values: taken, weekend: Uint8Array.from(places, (place) => weekend[place]) };
}

/**
 * The days on a scale where a channel goes from 0 to 1 by its logarithm; with 1 added first where it begins at zero.
 * @returns [N, C T]
 * @throws RangeError if a reading is missing
 */
export function scaledDays({ channels, steps, values }: DaySet): Matrix {
  const columns = channels.length * steps;
  const scales = channels.map(scaleOf);
  const scaled = values.map((value, at) => scales[Math.floor((at % columns) / steps)](value));
  if (scaled.some(Number.isNaN)) throw new RangeError('Days are compared only if no reading is missing.');
  return { rows: values.length / columns, columns, values: scaled };
}

function scaleOf({ min, max }: ChannelScale): (value: number) => number {
  if (min > 0) return (value) => Math.log(value / min) / Math.log(max / min);
  return (value) => Math.log1p(value - min) / Math.log1p(max - min);
}

/** One column of a matrix. */
export function columnOf({ rows, columns, values }: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + column]);
}

/** [N] the sum of the first channel over the day, in its own unit. */
export function dayTotals({ channels, steps, values }: DaySet): Float64Array {
  const width = channels.length * steps;
  return Float64Array.from({ length: values.length / width }, (_, row) => values.subarray(row * width, row * width + steps).reduce((sum, value) => sum + value, 0));
}
