import { insertNearest } from '../insert-nearest.js';
import { rowOf } from '../classifiers/classifier.js';
import { addSteps, coarseRows, leastSteps, STEPS, type CoarseRows } from './coarse-rows.js';
import { withColumns, type MixedRows } from './mixed-rows.js';

/** Of each query the closest candidates, nearest first. */
export interface ClosestRecords {
  /** [queries][k] */
  readonly rows: readonly Int32Array[];
  /** [queries][k], between 0 and 1 */
  readonly distances: readonly Float64Array[];
}

/**
 * The k candidates closest to every query in Gower's distance: the mean over columns of |a - b| / range for numbers, at most 1, and
 * of 0 or 1 for categories. Missing equals missing and differs from everything else. Of equally close candidates the earlier one comes first.
 *
 * @param queries q rows
 * @param candidates m rows on the same scale; it takes q m distances
 * @param k from 1 to m
 * @see Gower 1971, A general coefficient of similarity and some of its properties, doi:10.2307/2528823
 */
export function closestRecords(queries: MixedRows, candidates: MixedRows, k: number): ClosestRecords {
  if (!(k >= 1 && k <= candidates.rows)) throw new RangeError(`k is ${k}; expected a whole number from 1 to the ${candidates.rows} candidates`);
  const rows = Array.from({ length: queries.rows }, () => new Int32Array(k));
  const distances = Array.from({ length: queries.rows }, () => new Float64Array(k).fill(Infinity));
  const order = tellingFirst(queries, candidates);
  const [asked, among] = [withColumns(queries, order), withColumns(candidates, order)];
  const coarse = coarseRows(among);
  const least = new Int32Array(BLOCK);
  for (let query = 0; query < queries.rows; query++) lookThrough(rowOf(asked, query), { candidates: among, coarse, least, rows: rows[query], distances: distances[query] });
  return { rows, distances: distances.map((sums) => sums.map((sum) => sum / queries.columns)) };
}

/** Candidates that are looked at coarsely before any of them is looked at closely. */
const BLOCK = 1024;

/** The distance of every query to its closest candidate, [queries]. */
export const closestDistances = (queries: MixedRows, candidates: MixedRows): Float64Array =>
  Float64Array.from(closestRecords(queries, candidates, 1).distances, ([nearest]) => nearest);

/** Pairs by which columns are put in order. */
const SOME_PAIRS = 500;

/** The columns in which two records differ most, first: most distances are then known to be too large after a few of them. */
function tellingFirst(queries: MixedRows, candidates: MixedRows): number[] {
  const { columns } = queries;
  const differences = new Float64Array(columns);
  for (let pair = 0; pair < Math.min(SOME_PAIRS, queries.rows * candidates.rows); pair++) {
    const [a, b] = [pair % queries.rows, pair % candidates.rows];
    for (let j = 0; j < columns; j++) differences[j] += Math.min(1, Math.abs(queries.values[a * columns + j] - candidates.values[b * columns + j]));
  }
  return [...differences.keys()].sort((i, j) => differences[j] - differences[i]);
}

interface Search {
  readonly candidates: MixedRows;
  readonly coarse: CoarseRows;
  /** [BLOCK], for the sums of one block. */
  readonly least: Int32Array;
  readonly rows: Int32Array;
  /** Summed over columns. */
  readonly distances: Float64Array;
}

/** Compares one query with the candidates that may be among the closest. */
function lookThrough(own: Float64Array, { candidates, coarse, least, rows, distances }: Search): void {
  const tables = leastSteps(coarse, own);
  const last = distances.length - 1;
  let enough = distances[last];
  for (let from = 0; from < candidates.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, candidates.rows);
    addSteps(least, coarse, tables, { from, to });
    for (let row = from; row < to; row++) {
      if (least[row - from] >= enough * STEPS) continue;
      const distance = distanceTo(own, { candidates, row, enough });
      if (distance >= enough) continue;
      insertNearest(rows, distances, { row, distance });
      enough = distances[last];
    }
  }
}

/** The distance, or any number at least `enough` once it is known to be that large. */
function distanceTo(own: Float64Array, { candidates: { columns, values }, row, enough }: { candidates: MixedRows; row: number; enough: number }): number {
  const at = row * columns;
  let sum = 0;
  for (let j = 0; j < columns && sum < enough; j++) {
    const size = Math.abs(own[j] - values[at + j]);
    sum += size < 1 ? size : 1;
  }
  return sum;
}
