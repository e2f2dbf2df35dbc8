import { insertNearest } from '../insert-nearest.js';
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
  for (let from = 0; from < candidates.rows; from += BLOCK) {
    const block = { from, to: Math.min(from + BLOCK, candidates.rows) };
    for (let query = 0; query < queries.rows; query++) lookThrough(asked, query, { candidates: among, block, rows: rows[query], distances: distances[query] });
  }
  return { rows, distances: distances.map((sums) => sums.map((sum) => sum / queries.columns)) };
}

/** Candidates that all queries are compared with before the next ones, so that they stay in the processor's cache. */
const BLOCK = 256;

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
  readonly block: { readonly from: number; readonly to: number };
  readonly rows: Int32Array;
  /** Summed over columns. */
  readonly distances: Float64Array;
}

/** Compares one query with a block of candidates; a distance is added up only while it may be among the smallest. */
function lookThrough({ columns, values }: MixedRows, query: number, { candidates, block, rows, distances }: Search): void {
  const [own, others, last] = [values.subarray(query * columns, (query + 1) * columns), candidates.values, distances.length - 1];
  let enough = distances[last];
  for (let candidate = block.from; candidate < block.to; candidate++) {
    const at = candidate * columns;
    let sum = 0;
    for (let j = 0; j < columns && sum < enough; j++) {
      const difference = own[j] - others[at + j];
      const size = difference < 0 ? -difference : difference;
      sum += size < 1 ? size : 1;
    }
    if (sum >= enough) continue;
    insertNearest(rows, distances, { row: candidate, distance: sum });
    enough = distances[last];
  }
}
