import type { RandomisedAnswer } from '@commonward/accounting';

/**
 * Estimates the counts of a table from records whose columns were randomised, each by itself.
 *
 * Replacing one column keeps every line of the table along it at its total, and takes a cell's expected share of the line from
 * f to (1 - p) f + p / k; so f is estimated by (share - p / k) / (1 - p), one column after the other.
 *
 * Guarantee: unbiased. An estimate may be negative, or exceed the total; it is post-processing and costs no privacy.
 * @param counts [k1 k2 ...] of randomised records, row major
 * @param columns one for each axis of the table; k categories
 * @returns [k1 k2 ...]
 * @throws RangeError if a column is replaced always, or the sizes do not match
 */
export function unbiasedCounts(counts: Float64Array, columns: readonly RandomisedAnswer[]): Float64Array {
  const cells = columns.reduce((size, { categories }) => size * categories, 1);
  if (cells !== counts.length) throw new RangeError(`The columns have ${cells} cells, but there are ${counts.length} counts`);
  const estimate = counts.slice();
  let stride = cells;
  for (const column of columns) {
    checkColumn(column);
    stride /= column.categories;
    for (let line = 0; line < cells; line += 1) {
      if (Math.floor(line / stride) % column.categories === 0) restoreLine(estimate, { first: line, stride, ...column });
    }
  }
  return estimate;
}

interface Line extends RandomisedAnswer {
  readonly first: number;
  readonly stride: number;
}

function restoreLine(table: Float64Array, { first, stride, categories, replaced, outOf }: Line): void {
  const end = first + stride * categories;
  let total = 0;
  for (let cell = first; cell < end; cell += stride) total += table[cell];
  const expected = (total * replaced) / (categories * outOf);
  for (let cell = first; cell < end; cell += stride) table[cell] = ((table[cell] - expected) * outOf) / (outOf - replaced);
}

function checkColumn({ categories, replaced, outOf }: RandomisedAnswer): void {
  if (!(Number.isInteger(categories) && categories >= 1)) {
    throw new RangeError(`categories must be a positive integer, but it is ${categories}`);
  }
  if (!(replaced >= 0 && replaced < outOf && outOf < Infinity)) {
    throw new RangeError(`replaced must be from 0 to less than outOf, which is ${outOf}, but it is ${replaced}`);
  }
}
