import type { PlainStep } from './plain-step.js';
import { addProduct, addToLeft, addToRight, type ProductSize } from './products.js';

export interface BiasedProduct {
  /** [rows, inner] */
  readonly inputs: Float64Array;
  /** [inner + 1, columns]; the last row is the bias */
  readonly parameter: Float64Array;
  readonly size: ProductSize;
}

/** inputs x weights + bias, [rows, columns]: what dense layers, convolutions and recurrent units have in common. */
export function biasedProduct({ inputs, parameter, size }: BiasedProduct): PlainStep {
  const { rows, inner, columns } = size;
  const output = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) output.set(parameter.subarray(inner * columns), row * columns);
  addProduct(inputs, parameter, output, size);
  return {
    output,
    pullBack: (delta, gradient) => {
      if (gradient !== null) addGradient(inputs, delta, gradient, size);
      const back = new Float64Array(rows * inner);
      addToLeft(delta, parameter, back, size);
      return back;
    },
  };
}

/** Of the weights and, in the last row, of the bias. @param delta [rows, columns] @param gradient [inner + 1, columns] */
export function addGradient(inputs: Float64Array, delta: Float64Array, gradient: Float64Array, size: ProductSize): void {
  addToRight(inputs, delta, gradient, size);
  addColumnSums(delta, gradient.subarray(size.inner * size.columns));
}

/** @param rows [rows, sums.length] */
export function addColumnSums(rows: Float64Array, sums: Float64Array): void {
  const columns = sums.length;
  for (let at = 0; at < rows.length; at += columns) for (let j = 0; j < columns; j++) sums[j] += rows[at + j];
}
