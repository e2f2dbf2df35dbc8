import { columnDecoder } from '../decoder.js';
import { cellText, csvCell } from '../table-csv.js';
import type { SeriesDays } from './series-days.js';
import type { SeriesChannel, SeriesDictionary } from './series-dictionary.js';
import { seriesFiles, type SeriesFile } from './series-files.js';

/** Days to write, each of a person of its own. */
export type WrittenDays = Pick<SeriesDays, 'rows' | 'codes' | 'values'>;

/**
 * Writes days in the form that the dictionary describes, so that whoever reads the files with it gets the same cells: long, a row
 * for each step, or wide, where a channel has several columns. Persons are numbered from 1. Dates are in January 2001 and say no more
 * than what the calendar has; a step without a reading is an empty cell.
 *
 * What several readings make together is written as the first of them if they are added, and as each of them if it is their mean.
 * @param uniform draws from [0, 1), for the values of numeric attributes
 * @returns texts by the names of the files; null is the one file of a source without names
 */
export function seriesCsv(days: WrittenDays, dictionary: SeriesDictionary, uniform: () => number): ReadonlyMap<string | null, string> {
  const attributes = attributeTexts(days, dictionary, uniform);
  return new Map(
    seriesFiles(dictionary).map((file) => {
      const lines = [file.columns.map(csvCell).join(',')];
      for (let row = 0; row < days.rows; row += 1) {
        const own = { id: String(row + 1), attributes: attributes[row] };
        if (file.time === null) lines.push([own.id, ...own.attributes].join(','));
        else lines.push(...dayLines(days, row, { file, dictionary, own }));
      }
      return [file.file, `${lines.join('\n')}\n`];
    }),
  );
}

interface DayLines {
  readonly file: SeriesFile;
  readonly dictionary: SeriesDictionary;
  readonly own: { readonly id: string; readonly attributes: readonly string[] };
}

function dayLines({ values, codes, rows }: WrittenDays, row: number, { file, dictionary, own }: DayLines): readonly string[] {
  const { channels, grid, time } = dictionary;
  const [steps, width] = [channels.length * grid.count, codes.length / rows];
  const date = dateIn(dictionary, codes[(row + 1) * width - 1]);
  return rowMinutes(file, dictionary).map((minute) => {
    const readings = file.channels.flatMap(({ channel: c }) => {
      const first = row * steps + c * grid.count;
      return readingsOf(channels[c], dictionary, { minute, ofDay: values.subarray(first, first + grid.count) });
    });
    return [own.id, FORMATS[time.format](date, minute), ...(file.attributes === null ? [] : own.attributes), ...readings].join(',');
  });
}

/** How many minutes a row of a channel covers. */
const periodOf = ({ values, everyMinutes }: SeriesChannel, { grid }: SeriesDictionary): number => (everyMinutes === null ? grid.stepMinutes : values.length * everyMinutes);

/** The minutes of the day at which rows begin: those of every channel in the file. */
function rowMinutes({ channels: inFile }: SeriesFile, dictionary: SeriesDictionary): readonly number[] {
  const { startMinute, stepMinutes, count } = dictionary.grid;
  const minutes = new Set<number>();
  for (const { channel } of inFile) {
    const period = periodOf(dictionary.channels[channel], dictionary);
    for (let minute = 0; minute < stepMinutes * count; minute += period) minutes.add(startMinute + minute);
  }
  return [...minutes].sort((a, b) => a - b);
}

/** The cells of a channel in a row; empty if no row of the channel begins then, and where the grid has ended. */
function readingsOf(channel: SeriesChannel, dictionary: SeriesDictionary, { minute, ofDay }: { readonly minute: number; readonly ofDay: Float64Array }): readonly string[] {
  const { startMinute, stepMinutes, count } = dictionary.grid;
  const every = channel.everyMinutes ?? stepMinutes;
  const isRow = (minute - startMinute) % periodOf(channel, dictionary) === 0;
  return channel.values.map((_, i) => {
    const elapsed = minute - startMinute + i * every;
    const value = isRow && elapsed < stepMinutes * count ? ofDay[Math.floor(elapsed / stepMinutes)] : NaN;
    if (Number.isNaN(value)) return '';
    return String(channel.combine === 'sum' && elapsed % stepMinutes >= every ? 0 : value);
  });
}

/** [rows] what is said of each day beside its steps. */
function attributeTexts({ codes, rows }: WrittenDays, { attributes: { columns }, channels, grid }: SeriesDictionary, uniform: () => number): readonly (readonly string[])[] {
  const [width, start] = [codes.length / rows, channels.length * grid.count];
  const [decoders, texts] = [columns.map(columnDecoder), columns.map(cellText)];
  return Array.from({ length: rows }, (_, row) => columns.map((__, j) => texts[j](decoders[j](codes[row * width + start + j], uniform))));
}

/** A day of January 2001, which began with a Monday. */
function dateIn({ calendar }: SeriesDictionary, code: number): number {
  switch (calendar) {
    case 'weekend':
      return code === 0 ? 1 : 6;
    case 'day-of-week':
      return code === 0 ? 7 : code;
    case null:
      return 1;
    default:
      return calendar satisfies never;
  }
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const clock = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;

const FORMATS = {
  iso: (date: number, minute: number): string => `2001-01-${twoDigits(date)} ${clock(minute)}`,
  us: (date: number, minute: number): string => `1/${date}/2001 ${clock(minute)}`,
} as const;
