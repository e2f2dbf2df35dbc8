import { cellFinder, dayColumns, type SeriesChannel, type SeriesDictionary } from '@commonward/schema';
import { attributeSizes, cellsOfClass, dayShape, gapsIn, readingOf, stepsOf, type Day } from '../../plan/index.js';

/** Turns rows of the discriminator into days. */
export interface DayReader {
  /** Of a day, in the order of `dayColumns`. */
  readonly columns: number;
  /** Of all channels. */
  readonly steps: number;
  readonly read: (row: Float64Array, ofClass: number) => Day;
}

/** Readings become such as the dictionary allows, each in the cell that holds it; the sign of its mark says whether one is there. */
export function dayReader(dictionary: SeriesDictionary): DayReader {
  const { channels, grid } = dictionary;
  const { channels: width } = dayShape(dictionary);
  const sizes = attributeSizes(dictionary);
  const readers = channels.map((channel, c) => readingReader(channel, { place: c, mark: markOf(c, dictionary) }));
  return {
    columns: dayColumns(dictionary).length,
    steps: stepsOf(dictionary),
    read: (row, ofClass) => {
      const readings = readers.flatMap((readingIn) => Array.from({ length: grid.count }, (_, step) => readingIn(row, step * width)));
      return { codes: [...readings.map(({ cell }) => cell), ...cellsOfClass(ofClass, sizes)], values: readings.map(({ value }) => value) };
    },
  };
}

/** Where in a step it stands whether a channel is there; null if it always is. */
function markOf(channel: number, dictionary: SeriesDictionary): number | null {
  const at = gapsIn(dictionary).indexOf(channel);
  return at === -1 ? null : dictionary.channels.length + at;
}

interface Reading {
  readonly cell: number;
  /** NaN where there is none */
  readonly value: number;
}

function readingReader(channel: SeriesChannel, { place, mark }: { readonly place: number; readonly mark: number | null }): (row: Float64Array, step: number) => Reading {
  const cellOf = cellFinder(channel);
  return (row, step) => {
    if (mark !== null && row[step + mark] < 0) return { cell: cellOf(NaN), value: NaN };
    const rounded = roundedWithin(channel, readingOf(channel, row[step + place]));
    const cell = cellOf(rounded);
    return { cell, value: cell < channel.spikes.length ? channel.spikes[cell] : rounded };
  };
}

/** To the dictionary's decimals, and not beyond its bounds. */
function roundedWithin({ min, max, integer, decimals }: SeriesChannel, value: number): number {
  const scale = integer ? 1 : decimals === null ? null : tenTo(decimals);
  if (scale === null) return value;
  const nearest = Math.round(value * scale);
  const within = nearest / scale > max ? Math.floor(max * scale) : nearest / scale < min ? Math.ceil(min * scale) : nearest;
  // Adding 0 turns -0 into 0.
  return within / scale + 0;
}

const tenTo = (power: number): number => (power === 0 ? 1 : 10 * tenTo(power - 1));
