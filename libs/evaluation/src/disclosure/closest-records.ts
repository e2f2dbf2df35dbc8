import type { MixedRows } from './mixed-rows.js';

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
  const found = Array.from({ length: queries.rows }, (_, query) => closestTo(queries, query, { candidates, k }));
  return { rows: found.map(({ rows }) => rows), distances: found.map(({ distances }) => distances.map((sum) => sum / queries.columns)) };
}

/** The distance of every query to its closest candidate, [queries]. */
export const closestDistances = (queries: MixedRows, candidates: MixedRows): Float64Array =>
  Float64Array.from(closestRecords(queries, candidates, 1).distances, ([nearest]) => nearest);

function closestTo(queries: MixedRows, query: number, { candidates, k }: { candidates: MixedRows; k: number }): { rows: Int32Array; distances: Float64Array } {
  const rows = new Int32Array(k);
  const distances = new Float64Array(k).fill(Infinity);
  for (let candidate = 0; candidate < candidates.rows; candidate++) {
    const distance = summedDistance(queries, query, { candidates, candidate, enough: distances[k - 1] });
    if (distance < distances[k - 1]) insert(rows, distances, { row: candidate, distance });
  }
  return { rows, distances };
}

interface Candidate {
  readonly candidates: MixedRows;
  readonly candidate: number;
  readonly enough: number;
}

/** The sum over columns, or any number at least `enough` once it is known to be that large. */
function summedDistance({ columns, values }: MixedRows, query: number, { candidates, candidate, enough }: Candidate): number {
  const [a, b] = [query * columns, candidate * columns];
  let sum = 0;
  for (let j = 0; j < columns && sum < enough; j++) {
    const difference = Math.abs(values[a + j] - candidates.values[b + j]);
    sum += difference < 1 ? difference : 1;
  }
  return sum;
}

function insert(rows: Int32Array, distances: Float64Array, item: { row: number; distance: number }): void {
  let place = rows.length - 1;
  for (; place > 0 && distances[place - 1] > item.distance; place--) {
    rows[place] = rows[place - 1];
    distances[place] = distances[place - 1];
  }
  rows[place] = item.row;
  distances[place] = item.distance;
}
