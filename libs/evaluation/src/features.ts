import type { CategoricalColumn, Column, DataDictionary, NumericColumn, RecordTable } from '@commonward/schema';
import type { Matrix } from './classifiers/classifier.js';

/** What a classifier learns from: features [n, d] and the target, 1 for its second category. */
export interface LabelledRows {
  readonly x: Matrix;
  readonly y: Uint8Array;
}

/** One input of the classifiers, computed from one column. */
export interface Feature {
  readonly name: string;
  /** Index of the dictionary's column. */
  readonly column: number;
  readonly of: (value: number) => number;
}

/**
 * Features and labels of all rows whose target is known. Features depend on the public dictionary and the row alone, so
 * real and synthetic records are treated the same.
 *
 * @throws RangeError if the target is not a categorical column with two categories
 */
export function labelledRows(table: RecordTable, dictionary: DataDictionary): LabelledRows {
  const problem = targetProblem(dictionary);
  if (problem !== null) throw new RangeError(problem);
  const labels = labelsOf(table, dictionary);
  const rows = labelledPlaces(table, dictionary);
  return { x: valuesOf(table, featuresOf(dictionary), rows), y: Uint8Array.from(rows, (row) => labels[row]) };
}

/** The places of the rows that `labelledRows` takes. */
export function labelledPlaces(table: RecordTable, dictionary: DataDictionary): number[] {
  const labels = labelsOf(table, dictionary);
  return [...labels.keys()].filter((row) => labels[row] === 0 || labels[row] === 1);
}

const labelsOf = ({ columns }: RecordTable, dictionary: DataDictionary): Float64Array => columns[dictionary.columns.findIndex(({ name }) => name === dictionary.target)];

/** Features of every row, whether its target is known or not. @returns [rows, d] */
export const featureRows = (table: RecordTable, dictionary: DataDictionary): Matrix => valuesOf(table, featuresOf(dictionary), allRows(table));

const allRows = ({ rows }: RecordTable): readonly number[] => Array.from({ length: rows }, (_, row) => row);

function valuesOf(table: RecordTable, features: readonly Feature[], rows: readonly number[]): Matrix {
  const values = new Float64Array(rows.length * features.length);
  features.forEach(({ column, of }, k) => {
    rows.forEach((row, n) => {
      values[n * features.length + k] = of(table.columns[column][row]);
    });
  });
  return { rows: rows.length, columns: features.length, values };
}

/** Why classifiers cannot be scored on this dictionary's target, as a sentence; null if they can. */
export function targetProblem({ columns, target }: DataDictionary): string | null {
  const column = columns.find(({ name }) => name === target);
  if (column === undefined) return `the target "${target}" is not a column of the dictionary`;
  if (column.type === 'numeric') return `the target "${target}" is numeric; classifiers need a target with two categories`;
  if (column.categories.length === 2) return null;
  return `the target "${target}" has ${column.categories.length} categories; classifiers need a target with two`;
}

/** The features of every column but the target, in the dictionary's order. */
export function featuresOf(dictionary: DataDictionary): Feature[] {
  return dictionary.columns.flatMap((column, index) => (column.name === dictionary.target ? [] : featuresOfColumn(column, index)));
}

/** All rows as features of every column, the target among them, [n, d]: what tables are compared by. */
export const wholeRows = (table: RecordTable, dictionary: DataDictionary): Matrix => valuesOf(table, dictionary.columns.flatMap(featuresOfColumn), allRows(table));

const featuresOfColumn = (column: Column, index: number): Feature[] =>
  column.type === 'numeric' ? numericFeatures(column, index) : categoricalFeatures(column, index);

/**
 * Where a numeric column is centred and how it is scaled: the median of the bins' edges, and half the distance between
 * their quartiles. For bins of equal width these are the middle and a quarter of the range; wide outer bins, drawn to
 * catch rare values, hardly move them.
 */
export function centreAndScale({ edges }: Pick<NumericColumn, 'edges'>): { centre: number; scale: number } {
  return { centre: quantile(edges, 0.5), scale: (quantile(edges, 0.75) - quantile(edges, 0.25)) / 2 };
}

function numericFeatures(column: NumericColumn, index: number): Feature[] {
  const { centre, scale } = centreAndScale(column);
  const value: Feature = { name: column.name, column: index, of: (v) => (Number.isNaN(v) ? 0 : (v - centre) / scale) };
  const missing: Feature = { name: `${column.name} missing`, column: index, of: (v) => Number(Number.isNaN(v)) };
  return column.missing.length > 0 ? [value, missing] : [value];
}

/** One indicator per category (for two categories, of the second only), and one of missing or other where they can occur. */
function categoricalFeatures(column: CategoricalColumn, index: number): Feature[] {
  const { categories, missing, other, name } = column;
  const indicators = categories.map(({ code }, k): Feature => ({ name: `${name}=${code}`, column: index, of: (v) => Number(v === k) }));
  const kept = categories.length === 2 ? indicators.slice(1) : indicators;
  const absent: Feature = { name: `${name} missing`, column: index, of: (v) => Number(!(v < categories.length)) };
  return missing.length > 0 || other ? [...kept, absent] : kept;
}

function quantile(ascending: readonly number[], share: number): number {
  const at = share * (ascending.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
}
