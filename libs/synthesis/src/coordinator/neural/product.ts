import type { Matrix } from '../matrix.js';
import { addProduct } from './plain-network/products.js';

/** left x right, in an order of additions that is the same everywhere. */
export function matrixProduct(left: Matrix, right: Matrix): Matrix {
  const values = new Float64Array(left.rows * right.columns);
  addProduct(left.values, right.values, values, { rows: left.rows, inner: left.columns, columns: right.columns });
  return { rows: left.rows, columns: right.columns, values };
}

export function transposed({ rows, columns, values }: Matrix): Matrix {
  const result = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = values[i * columns + j];
  return { rows: columns, columns: rows, values: result };
}
