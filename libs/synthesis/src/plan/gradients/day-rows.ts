import { columnCells, dayColumns, type SeriesChannel, type SeriesDictionary } from '@commonward/schema';
import { exp, log } from '../deterministic-math.js';
import { stepsOf } from '../scores/scores-plan.js';

/** How a day stands in a row of the discriminator. */
export interface DayShape {
  readonly steps: number;
  /** Of each step: the channels, and then of each channel that may be missing whether it is there. */
  readonly channels: number;
  /** What is known of a day beside its steps: every combination of its attributes and its calendar is a class. */
  readonly classes: number;
}

/** Which channels may be missing, by their places. */
export const gapsIn = ({ channels }: SeriesDictionary): readonly number[] => [...channels.keys()].filter((channel) => columnCells(channels[channel]).missingCell !== null);

export function dayShape(dictionary: SeriesDictionary): DayShape {
  const { channels, grid } = dictionary;
  return { steps: grid.count, channels: channels.length + gapsIn(dictionary).length, classes: attributeSizes(dictionary).reduce((product, size) => product * size, 1) };
}

/** Cells of each attribute and of what the calendar says, in the order of `dayColumns`. */
export function attributeSizes(dictionary: SeriesDictionary): readonly number[] {
  return dayColumns(dictionary).slice(stepsOf(dictionary)).map((column) => columnCells(column).size);
}

/** The class of a day, by its cells of `attributeSizes`; null if one of them is not the dictionary's. */
export function classOfCells(cells: ArrayLike<number>, sizes: readonly number[]): number | null {
  return sizes.reduce<number | null>((place, size, at) => (place === null || !(Number.isInteger(cells[at]) && cells[at] >= 0 && cells[at] < size) ? null : place * size + cells[at]), 0);
}

/** The cells of `attributeSizes` that are a class. */
export function cellsOfClass(drawn: number, sizes: readonly number[]): readonly number[] {
  let rest = drawn;
  return sizes.toReversed().map((size) => {
    const cell = rest % size;
    rest = (rest - cell) / size;
    return cell;
  }).toReversed();
}

/** Where a channel has no reading, and that there is none. */
export const ABSENT = { value: -1, present: -1 } as const;

/** A reading, brought within the public bounds, by its logarithm from -1 to 1, for most of an activity is near its lower end. */
export function scaledReading({ min, max }: SeriesChannel, value: number): number {
  const within = Math.min(Math.max(value, min), max);
  return 2 * (min > 0 ? log(within / min) / log(max / min) : log(1 + within - min) / log(1 + max - min)) - 1;
}

/** The way back of `scaledReading`, within the public bounds. */
export function readingOf({ min, max }: SeriesChannel, scaled: number): number {
  const place = (Math.min(Math.max(scaled, -1), 1) + 1) / 2;
  const value = min > 0 ? min * exp(place * log(max / min)) : min + exp(place * log(1 + max - min)) - 1;
  return Math.min(Math.max(value, min), max);
}
