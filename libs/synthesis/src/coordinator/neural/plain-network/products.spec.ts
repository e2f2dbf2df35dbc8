import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addProduct, addToLeft, addToRight, type ProductSize } from './products.js';

/** Sums of whole numbers are exact in whatever order they are added. */
const wholeNumbers = (count: number, seed: number): Float64Array => Float64Array.from({ length: count }, (_, i) => ((i * 31 + seed * 17) % 23) - 11);

const anySize = fc.record({ rows: fc.integer({ min: 1, max: 13 }), inner: fc.integer({ min: 1, max: 13 }), columns: fc.integer({ min: 1, max: 13 }) });

/** Each product of an element of left and one of right, with the place of the result that it belongs to. */
function* terms({ rows, inner, columns }: ProductSize): Generator<{ readonly ofLeft: number; readonly ofRight: number; readonly ofResult: number }> {
  for (let i = 0; i < rows; i++) for (let k = 0; k < inner; k++) for (let j = 0; j < columns; j++) yield { ofLeft: i * inner + k, ofRight: k * columns + j, ofResult: i * columns + j };
}

describe('the products of matrices of any size', () => {
  it('are the sums that define them, added to what is there', () => {
    fc.assert(
      fc.property(anySize, fc.nat(100), (size, seed) => {
        const { rows, inner, columns } = size;
        const [left, right, result] = [rows * inner, inner * columns, rows * columns].map((count, at) => wholeNumbers(count, seed + at));
        const expected = { left: left.slice(), right: right.slice(), result: result.slice() };
        for (const { ofLeft, ofRight, ofResult } of terms(size)) {
          expected.result[ofResult] += left[ofLeft] * right[ofRight];
          expected.left[ofLeft] += result[ofResult] * right[ofRight];
          expected.right[ofRight] += left[ofLeft] * result[ofResult];
        }
        const found = { left: left.slice(), right: right.slice(), result: result.slice() };
        addProduct(left, right, found.result, size);
        addToLeft(result, right, found.left, size);
        addToRight(left, result, found.right, size);
        expect(found).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
