import { cellFinder, columnCells, dayColumns, type NumericColumn, type SeriesChannel, type SeriesDictionary } from '@commonward/schema';
import type { Day } from './day.js';
import { activeEdges, activeFrom, minimumEdges, quarterEdges, totalEdges } from './derived-edges.js';

/** Something that a day has in one of `cells` cells. */
export interface ScoreColumn {
  readonly name: string;
  readonly cells: number;
  /** The cell of a day, which may lie outside if the day is not one of the dictionary. */
  readonly cellOf: (day: Day) => number;
}

/**
 * The columns that a study of days counts: every step, whatever is said of the whole day beside it, and what follows from the steps by
 * public rules. All rules look at the dictionary alone.
 */
export interface ScoreColumns {
  /** [S] */
  readonly steps: readonly ScoreColumn[];
  /** What a day has that is no step: the attributes of its person and the calendar, in the order of `dayColumns`. */
  readonly context: readonly ScoreColumn[];
  /** The mean of the first channel over each quarter of the day, and over the day. */
  readonly quarters: readonly ScoreColumn[];
  readonly total: ScoreColumn;
  /** In how many steps the first channel is at or above its middle edge. */
  readonly active: ScoreColumn;
  /** Of the first channel that is never zero, which a body at rest still has: quarters, and the lowest step; null if there is none. */
  readonly resting: { readonly quarters: readonly ScoreColumn[]; readonly minimum: ScoreColumn } | null;
}

const QUARTERS = 4;

export function scoreColumns(dictionary: SeriesDictionary): ScoreColumns {
  const { channels, grid } = dictionary;
  const columns = dayColumns(dictionary);
  const coded = columns.map((column, j): ScoreColumn => ({ name: column.name, cells: columnCells(column).size, cellOf: ({ codes }) => codes[j] }));
  const steps = channels.length * grid.count;
  const [lead] = channels;
  const resting = channels.findIndex(({ min }) => min > 0);
  return {
    steps: coded.slice(0, steps),
    context: coded.slice(steps),
    quarters: quartersOf(dictionary, 0),
    total: derived(lead, { what: 'day', edges: totalEdges(lead), valueOf: ({ values }) => meanOf(values, { from: 0, to: grid.count }) }),
    active: activeColumn(lead, grid.count),
    resting: resting < 0 ? null : { quarters: quartersOf(dictionary, resting), minimum: minimumColumn(dictionary, resting) },
  };
}

function quartersOf({ channels, grid: { count } }: SeriesDictionary, channel: number): readonly ScoreColumn[] {
  const quarters = Math.min(QUARTERS, count);
  return Array.from({ length: quarters }, (_, q) => {
    const [from, to] = [q, q + 1].map((at) => channel * count + Math.floor((at * count) / quarters));
    return derived(channels[channel], { what: `quarter ${q + 1}`, edges: quarterEdges(channels[channel]), valueOf: ({ values }) => meanOf(values, { from, to }) });
  });
}

function minimumColumn({ channels, grid: { count } }: SeriesDictionary, channel: number): ScoreColumn {
  const valueOf = ({ values }: Day): number => {
    let least = NaN;
    for (let at = channel * count; at < (channel + 1) * count; at += 1) if (!(values[at] >= least)) least = Number.isNaN(values[at]) ? least : values[at];
    return least;
  };
  return derived(channels[channel], { what: 'minimum', edges: minimumEdges(channels[channel]), valueOf });
}

/** A step without a reading is not active. */
function activeColumn(lead: SeriesChannel, steps: number): ScoreColumn {
  const least = activeFrom(lead);
  const valueOf = ({ values }: Day): number => {
    let active = 0;
    for (let at = 0; at < steps; at += 1) active += Number(values[at] >= least);
    return active;
  };
  return derived({ ...lead, missing: [] }, { what: 'active steps', edges: activeEdges(steps), valueOf });
}

/** The mean of the readings that are there; NaN if none is. */
function meanOf(values: ArrayLike<number>, { from, to }: { readonly from: number; readonly to: number }): number {
  let [sum, readings] = [0, 0];
  for (let at = from; at < to; at += 1) {
    if (Number.isNaN(values[at])) continue;
    sum += values[at];
    readings += 1;
  }
  return sum / readings;
}

interface Rule {
  readonly what: string;
  readonly edges: readonly number[];
  readonly valueOf: (day: Day) => number;
}

/** Cut at the edges, open at both ends, and with a cell for what is missing where the channel has one. */
function derived(channel: SeriesChannel, { what, edges, valueOf }: Rule): ScoreColumn {
  const column: NumericColumn = { ...channel, name: `${channel.name} ${what}`, edges: [-Infinity, ...edges, Infinity], spikes: [] };
  const { size, missingCell } = columnCells(column);
  const find = cellFinder(column);
  return {
    name: column.name,
    cells: size,
    cellOf: (day) => {
      const value = valueOf(day);
      if (!Number.isNaN(value)) return find(value);
      return missingCell ?? size;
    },
  };
}
