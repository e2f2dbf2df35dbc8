import { columnCells, columnDecoder, type SeriesChannel } from '@commonward/schema';
import { exp, log } from '../../plan/deterministic-math.js';

/** Within a bin high values are rarer than low ones, also on the scale of powers; measured on hourly activity. */
const THINNING = 1.25;

/**
 * Turns a cell of a channel and a place within it, from 0 to 1, into a value; NaN for the missing cell.
 *
 * Places are spread by powers where the bin is above zero, for within a wide bin of activity most is near its lower end.
 */
export function valueWithin(channel: SeriesChannel): (cell: number, place: number) => number {
  const decode = columnDecoder(channel);
  const { missingCell } = columnCells(channel);
  const places = channel.edges.slice(1).map((end, bin) => placeWithin(Math.max(channel.edges[bin], channel.min), Math.min(end, channel.max)));
  return (cell, place) => (cell === missingCell ? NaN : decode(cell, () => places[cell](place)));
}

/** @returns the part of the bin's width below the value at a place; less than 1 */
function placeWithin(low: number, high: number): (place: number) => number {
  const thinned = (place: number): number => (place > 0 ? exp(THINNING * log(place)) : 0);
  if (low <= 0) return (place) => bounded(thinned(place));
  const ratio = log(high / low);
  return (place) => bounded((low * exp(ratio * thinned(place)) - low) / (high - low));
}

/** Rounding must not carry a place into the next bin. */
const bounded = (place: number): number => Math.min(Math.max(place, 0), 1 - 1 / 4503599627370496);
