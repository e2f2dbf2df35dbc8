import type { Column, DataDictionary, RecordTable } from '@commonward/schema';

/** Mean absolute difference of the Pearson correlations over all unordered pairs of columns; 0 if there is only one. */
export function correlationDistance(synthetic: RecordTable, real: RecordTable, dictionary: DataDictionary): number {
  const [ours, theirs] = [synthetic, real].map((table) => numericColumns(table, dictionary));
  const columns = dictionary.columns.length;
  let sum = 0;
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) sum += Math.abs(pearson(ours[i], ours[j]) - pearson(theirs[i], theirs[j]));
  }
  return columns < 2 ? 0 : (2 * sum) / (columns * (columns - 1));
}

/**
 * Pearson's correlation over the rows where both values are present.
 *
 * @param a n numbers, NaN where missing
 * @param b n numbers, NaN where missing
 * @returns between -1 and 1; 0 where it is undefined (a constant column, fewer than two rows)
 */
export function pearson(a: Float64Array, b: Float64Array): number {
  const { meanA, meanB } = meansOfPairs(a, b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let row = 0; row < a.length; row++) {
    if (Number.isNaN(a[row]) || Number.isNaN(b[row])) continue;
    ab += (a[row] - meanA) * (b[row] - meanB);
    aa += (a[row] - meanA) ** 2;
    bb += (b[row] - meanB) ** 2;
  }
  const spread = Math.sqrt(aa * bb);
  return spread > 0 ? Math.min(1, Math.max(-1, ab / spread)) : 0;
}

/** Over the rows where both values are present. */
function meansOfPairs(a: Float64Array, b: Float64Array): { meanA: number; meanB: number } {
  let rows = 0;
  let sumA = 0;
  let sumB = 0;
  for (let row = 0; row < a.length; row++) {
    if (Number.isNaN(a[row]) || Number.isNaN(b[row])) continue;
    rows++;
    sumA += a[row];
    sumB += b[row];
  }
  return { meanA: sumA / rows, meanB: sumB / rows };
}

function numericColumns(table: RecordTable, dictionary: DataDictionary): Float64Array[] {
  return dictionary.columns.map((column, j) => numbersOf(column, table.columns[j]));
}

/** Category codes as numbers where all of a column's codes are numbers, else their positions; `other` counts as missing. */
function numbersOf(column: Column, values: Float64Array): Float64Array {
  if (column.type === 'numeric') return values;
  const codes = column.categories.map(({ code }) => (code.trim() === '' ? NaN : Number(code)));
  const numbers = codes.every(Number.isFinite) ? codes : codes.map((_, index) => index);
  return values.map((index) => (index < numbers.length ? numbers[index] : NaN));
}
