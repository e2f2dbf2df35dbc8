/** Eigenvalues and eigenvectors of a symmetric matrix of m rows. */
export interface SymmetricEigen {
  /** [m], in no order */
  readonly values: Float64Array;
  /** [m, m]: row k is the eigenvector of value k */
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors by cyclic Jacobi rotations: additions, multiplications, divisions and square roots in one order,
 * so the same bits everywhere.
 * @param matrix [m, m] symmetric
 * @see Golub, Van Loan, Matrix Computations, 8.5
 */
export function symmetricEigen(matrix: Float64Array): SymmetricEigen {
  const m = Math.sqrt(matrix.length);
  const rest = matrix.slice();
  const vectors = Float64Array.from({ length: m * m }, (_, at) => (Math.floor(at / m) === at % m ? 1 : 0));
  for (let sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(rest, m); sweep += 1) {
    for (let p = 0; p < m - 1; p += 1) for (let q = p + 1; q < m; q += 1) rotate({ rest, vectors, m, p, q });
  }
  return { values: Float64Array.from({ length: m }, (_, k) => rest[k * m + k]), vectors };
}

/** Whether what is off the diagonal is nothing beside what is on it. */
function isDiagonal(matrix: Float64Array, m: number): boolean {
  let [off, on] = [0, 0];
  for (let at = 0; at < matrix.length; at += 1) {
    if (Math.floor(at / m) === at % m) on += matrix[at] * matrix[at];
    else off += matrix[at] * matrix[at];
  }
  return off <= on * 1e-28;
}

interface Rotation {
  readonly rest: Float64Array;
  readonly vectors: Float64Array;
  readonly m: number;
  readonly p: number;
  readonly q: number;
}

/** Turns axes p and q so that their product vanishes. */
function rotate({ rest, vectors, m, p, q }: Rotation): void {
  const product = rest[p * m + q];
  if (product === 0) return;
  const slope = (rest[q * m + q] - rest[p * m + p]) / (2 * product);
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.sqrt(slope * slope + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < m; k += 1) turn(rest, { first: k * m + p, second: k * m + q, cosine, sine });
  for (let k = 0; k < m; k += 1) turn(rest, { first: p * m + k, second: q * m + k, cosine, sine });
  for (let k = 0; k < m; k += 1) turn(vectors, { first: p * m + k, second: q * m + k, cosine, sine });
}

function turn(values: Float64Array, { first, second, cosine, sine }: { first: number; second: number; cosine: number; sine: number }): void {
  const [a, b] = [values[first], values[second]];
  values[first] = cosine * a - sine * b;
  values[second] = sine * a + cosine * b;
}

/** The matrix whose eigenvalues are `change`d, eigenvectors kept: [m, m]. */
export function withEigenvalues({ values, vectors }: SymmetricEigen, change: (value: number) => number): Float64Array {
  const m = values.length;
  const result = new Float64Array(m * m);
  for (let k = 0; k < m; k += 1) {
    const value = change(values[k]);
    if (value === 0) continue;
    for (let i = 0; i < m; i += 1) {
      const factor = value * vectors[k * m + i];
      for (let j = 0; j < m; j += 1) result[i * m + j] += factor * vectors[k * m + j];
    }
  }
  return result;
}
