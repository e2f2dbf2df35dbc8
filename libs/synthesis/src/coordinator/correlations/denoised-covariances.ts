import { symmetricEigen, withEigenvalues } from '../spectrum/symmetric-eigen.js';

const PASSES = 4;

/**
 * What stands out from the noise of a matrix of covariances between all columns.
 *
 * Columns have their relations in common, so that a few axes of the matrix hold most of them, while noise of standard deviation s is in all
 * axes alike, up to u = s sqrt(J). An axis of length v keeps sqrt(v^2 - 4 u^2), or nothing: what is nearest to the truth on average, for
 * many columns and few axes. The diagonal says nothing of what is beside it and is taken from the result, pass by pass.
 * @param covariances [J, J] symmetric; its diagonal is not looked at
 * @param squares [J] the variance of each column, the most that its diagonal can be
 * @param noise standard deviation off the diagonal
 * @returns [J, J] symmetric
 * @see Benaych-Georges, Nadakuditi 2011, The eigenvalues and eigenvectors of finite, low rank perturbations of large random matrices
 */
export function denoisedCovariances(covariances: Float64Array, { squares, noise }: { readonly squares: readonly number[]; readonly noise: number }): Float64Array {
  const columns = squares.length;
  const unit = noise * Math.sqrt(columns);
  const kept = (length: number): number => (Math.abs(length) > 2 * unit ? Math.sign(length) * Math.sqrt(length * length - 4 * unit * unit) : 0);
  let result = new Float64Array(covariances.length);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const before = result;
    const filled = covariances.map((value, at) => (at % (columns + 1) === 0 ? Math.min(Math.max(before[at], 0), squares[at % columns]) : value));
    result = Float64Array.from(withEigenvalues(symmetricEigen(filled), kept));
  }
  return result;
}
