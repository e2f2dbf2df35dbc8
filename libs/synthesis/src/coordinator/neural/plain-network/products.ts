import { addRowsOfProduct, addRowsToLeft, addRowsToRight } from './rows.js';
import { addTiled, asItLies, TILE, turned } from './tiles.js';

/*
 * A product of matrices, row by row in flat arrays, and the ways back to both of its factors: result = left x right. Each adds to what is
 * there, in an order of additions that follows from the size alone.
 */

export interface ProductSize {
  /** of left and of the result */
  readonly rows: number;
  /** columns of left, rows of right */
  readonly inner: number;
  /** of right and of the result */
  readonly columns: number;
}

/** result += left x right */
export function addProduct(left: Float64Array, right: Float64Array, result: Float64Array, size: ProductSize): void {
  if (size.rows < TILE) addRowsOfProduct(left, right, result, size);
  else addTiled(asItLies(left, size.inner), asItLies(right, size.columns), result, size);
}

/** right += left transposed x result: with deltas for a result, the gradient of right. */
export function addToRight(left: Float64Array, result: Float64Array, right: Float64Array, size: ProductSize): void {
  const { rows, inner, columns } = size;
  if (rows < TILE) addRowsToRight(left, result, right, size);
  else addTiled(turned(left, inner), asItLies(result, columns), right, { rows: inner, inner: rows, columns });
}

/** left += result x right transposed: with deltas for a result, those of left. */
export function addToLeft(result: Float64Array, right: Float64Array, left: Float64Array, size: ProductSize): void {
  const { rows, inner, columns } = size;
  if (rows < TILE) addRowsToLeft(result, right, left, size);
  else addTiled(asItLies(result, columns), turned(right, columns), left, { rows, inner: columns, columns: inner });
}
