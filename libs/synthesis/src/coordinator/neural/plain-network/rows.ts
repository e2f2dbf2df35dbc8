import type { ProductSize } from './products.js';

/*
 * Products of matrices of few rows, where each number of the other factor is used once: it is read in the order in which it lies. Four terms
 * are added at a time, in an order of additions of its own that is the same everywhere.
 */

/** result += left x right */
export function addRowsOfProduct(left: Float64Array, right: Float64Array, result: Float64Array, { rows, inner, columns }: ProductSize): void {
  const whole = inner - (inner % 4);
  for (let i = 0; i < rows; i++) {
    const from = i * inner;
    const to = i * columns;
    for (let k = 0; k < whole; k += 4) {
      const p = left[from + k];
      const q = left[from + k + 1];
      const r = left[from + k + 2];
      const s = left[from + k + 3];
      for (let j = 0, a = k * columns, b = a + columns, c = b + columns, d = c + columns; j < columns; j++) {
        result[to + j] += p * right[a + j] + q * right[b + j] + (r * right[c + j] + s * right[d + j]);
      }
    }
    for (let k = whole; k < inner; k++) addScaled(left[from + k], { from: right, at: k * columns }, { into: result, at: to }, columns);
  }
}

/** right += left transposed x result: with deltas for a result, the gradient of right. */
export function addRowsToRight(left: Float64Array, result: Float64Array, right: Float64Array, { rows, inner, columns }: ProductSize): void {
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) addScaled(left[i * inner + k], { from: result, at: i * columns }, { into: right, at: k * columns }, columns);
  }
}

/** left += result x right transposed: with deltas for a result, those of left. */
export function addRowsToLeft(result: Float64Array, right: Float64Array, left: Float64Array, { rows, inner, columns }: ProductSize): void {
  const whole = inner - (inner % 4);
  for (let i = 0; i < rows; i++) {
    const from = i * columns;
    const to = i * inner;
    for (let k = 0; k < whole; k += 4) {
      let p = 0;
      let q = 0;
      let r = 0;
      let s = 0;
      for (let j = 0, a = k * columns, b = a + columns, c = b + columns, d = c + columns; j < columns; j++) {
        const value = result[from + j];
        p += value * right[a + j];
        q += value * right[b + j];
        r += value * right[c + j];
        s += value * right[d + j];
      }
      left[to + k] += p;
      left[to + k + 1] += q;
      left[to + k + 2] += r;
      left[to + k + 3] += s;
    }
    for (let k = whole; k < inner; k++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += result[from + j] * right[k * columns + j];
      left[to + k] += sum;
    }
  }
}

function addScaled(factor: number, { from, at }: { readonly from: Float64Array; readonly at: number }, { into, at: to }: { readonly into: Float64Array; readonly at: number }, count: number): void {
  for (let j = 0; j < count; j++) into[to + j] += factor * from[at + j];
}
