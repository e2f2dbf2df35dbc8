import type { CategoricalColumn, Column } from '../dictionary.js';
import type { SeriesDictionary } from './series-dictionary.js';

/** Days in the cells of their columns. C channels, T steps, J columns. */
export interface SeriesDays {
  readonly rows: number;
  /** [rows, J] cells, in the order of `dayColumns` */
  readonly codes: Uint8Array;
  /** [rows, C T] what each step came to, within the public bounds; NaN where there is no reading */
  readonly values: Float64Array;
  /** [rows] whose day it is: patients are numbered in the order in which they first appear in the source */
  readonly patients: Int32Array;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The columns of a day: of each channel every step, then the attributes, then what the calendar says. */
export function dayColumns({ channels, grid, attributes, calendar }: SeriesDictionary): readonly Column[] {
  const steps = channels.flatMap(({ file: _file, values: _values, everyMinutes: _every, combine: _combine, ...column }) =>
    Array.from({ length: grid.count }, (_, step) => ({ ...column, name: `${column.name} ${clockText(grid.startMinute + step * grid.stepMinutes)}` })),
  );
  return [...steps, ...attributes.columns, ...calendarColumns(calendar)];
}

const clockText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function calendarColumns(calendar: SeriesDictionary['calendar']): CategoricalColumn[] {
  const column = (name: string, labels: readonly string[]): CategoricalColumn => ({
    type: 'categorical',
    name,
    categories: labels.map((label, code) => ({ code: String(code), label })),
    missing: [],
    other: false,
    ordinal: false,
    description: null,
  });
  switch (calendar) {
    case 'weekend':
      return [column('weekend', ['Monday to Friday', 'Saturday or Sunday'])];
    case 'day-of-week':
      return [column('day of week', WEEKDAYS)];
    case null:
      return [];
    default:
      return calendar satisfies never;
  }
}

/** @param weekday 0 is Sunday */
export function calendarCodes(calendar: SeriesDictionary['calendar'], weekday: number): number[] {
  switch (calendar) {
    case 'weekend':
      return [Number(weekday === 0 || weekday === 6)];
    case 'day-of-week':
      return [weekday];
    case null:
      return [];
    default:
      return calendar satisfies never;
  }
}
