/** A dense row-major matrix. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** left x right, summed in ascending order so that the result is the same everywhere. */
export function product(left: Matrix, right: Matrix): Matrix {
  const result = zeros(left.rows, right.columns);
  for (let i = 0; i < left.rows; i++) {
    for (let k = 0; k < left.columns; k++) {
      const factor = left.values[i * left.columns + k];
      for (let j = 0; j < right.columns; j++) {
        result.values[i * right.columns + j] += factor * right.values[k * right.columns + j];
      }
    }
  }
  return result;
}
