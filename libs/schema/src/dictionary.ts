/** A column of numbers between public bounds, cut into bins by public edges. */
export interface NumericColumn {
  readonly type: 'numeric';
  readonly name: string;
  /** Public bounds, in the column's own unit; values outside are clipped to them. */
  readonly min: number;
  readonly max: number;
  /** Increasing. Bin b holds edges[b] <= v < edges[b + 1]; values outside the edges belong to the first or the last bin. */
  readonly edges: readonly number[];
  /** Codes that stand for a missing value; a column without codes is never missing. */
  readonly missing: readonly string[];
  /** Synthetic values are whole numbers. */
  readonly integer: boolean;
  /** Synthetic values have at most this many decimals; null leaves them as drawn. */
  readonly decimals: number | null;
  /** Bin b decodes to spikes[b], if there is one. */
  readonly spikes: readonly number[];
  /** The unit of the values, e.g. "mm Hg". */
  readonly measure: string | null;
  readonly description: string | null;
}

/** One public code of a categorical column, with the text that people read. */
export interface Category {
  readonly code: string;
  readonly label: string;
}

/** A column with a closed, public list of codes. */
export interface CategoricalColumn {
  readonly type: 'categorical';
  readonly name: string;
  readonly categories: readonly Category[];
  /** Codes that stand for a missing value; a column without codes is never missing. */
  readonly missing: readonly string[];
  /** Unknown codes have a cell of their own. */
  readonly other: boolean;
  /** The order of the categories has a meaning. */
  readonly ordinal: boolean;
  readonly description: string | null;
}

export type Column = NumericColumn | CategoricalColumn;

/**
 * Category codes of two or more columns that never occur all together in one record; '' stands for a missing value.
 * A rule is public knowledge about the columns, never an observation of the records.
 */
export interface ForbiddenCombination {
  readonly columns: readonly string[];
  /** One for each of the columns. */
  readonly values: readonly string[];
}

/** The public description of a table of records. It is part of a study and holds nothing learned from records. */
export interface DataDictionary {
  readonly name: string;
  readonly version: string;
  readonly kind: 'table';
  readonly title: string;
  readonly unit: 'patient';
  /** The column of a file that tells patients apart. It is read to find repeated patients and is never modelled. */
  readonly patientId: string | null;
  readonly maxRecordsPerPatient: 1;
  /** Rounded cohort sizes that sites have declared public, by site name. */
  readonly publicCohortSize: Readonly<Record<string, number>>;
  /** The records themselves are public (a benchmark or a simulation). */
  readonly public: boolean;
  /** Name of the categorical column that studies predict. */
  readonly target: string;
  readonly columns: readonly Column[];
  readonly rules: readonly ForbiddenCombination[];
}
