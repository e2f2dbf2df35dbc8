import type { Column, NumericColumn } from '../dictionary.js';

/** One measured quantity: a numeric column whose cells are those of every step of the grid. */
export interface SeriesChannel extends NumericColumn {
  /** The file of the source's folder that holds it; null if the source itself is the file. */
  readonly file: string | null;
  /** The column that holds a reading; or several, of which each is `everyMinutes` later than the one before. */
  readonly values: readonly string[];
  /** null exactly where there is one column */
  readonly everyMinutes: number | null;
  /** What several readings within a step make. */
  readonly combine: 'mean' | 'sum';
}

/** Steps of a day by its local clock: [startMinute + i stepMinutes, startMinute + (i + 1) stepMinutes), i < count. */
export interface DayGrid {
  readonly startMinute: number;
  readonly stepMinutes: number;
  readonly count: number;
}

/** The public description of days of measurements. It is part of a study and holds nothing learned from records. */
export interface SeriesDictionary {
  readonly name: string;
  readonly version: string;
  readonly kind: 'series';
  readonly title: string;
  /** What the guarantee of a study protects one of. */
  readonly unit: 'day' | 'patient';
  /** The column of every file that tells patients apart; never modelled. */
  readonly patientId: string;
  /** How many days of a patient are used, the first ones in the order of the files. */
  readonly daysPerPatient: number;
  /** Rounded numbers of days, or of patients where these are the unit, that sites have declared public, by site name. */
  readonly publicCohortSize: Readonly<Record<string, number>>;
  /** The records themselves are public (a benchmark or a simulation). */
  readonly public: boolean;
  /** The column of every file with channels that says when a reading was taken, or the first of a row. */
  readonly time: { readonly column: string; readonly format: 'iso' | 'us' };
  readonly grid: DayGrid;
  readonly channels: readonly SeriesChannel[];
  /** What does not change within a day, as columns of the first file or of a file of its own with one row a patient. */
  readonly attributes: { readonly file: string | null; readonly columns: readonly Column[] };
  /** What is taken from the date: whether it is a weekend, or the day of the week; null for nothing. */
  readonly calendar: 'weekend' | 'day-of-week' | null;
}
