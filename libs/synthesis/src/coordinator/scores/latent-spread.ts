import { symmetricEigen } from '../spectrum/symmetric-eigen.js';
import { correlationMatrix } from './absorb-moments.js';
import type { LatentMargin } from './latent-margin.js';
import { hermiteCoefficients, latentCorrelation } from './score-correlation.js';

const SMALLEST_EIGENVALUE = 0.0001;

/**
 * Directions along which normal numbers, one a step, spread so that the scores of their cells have these correlations.
 *
 * Each pair of steps is corrected by itself (NORTA); then the matrix is made positive definite.
 * @param correlations [S, S]
 * @param margins [S]
 * @returns [S, S]: row r is a direction, as long as the standard deviation along it
 */
export function latentSpread(correlations: Float64Array, margins: readonly LatentMargin[]): Float64Array {
  const { values, vectors } = symmetricEigen(correlationMatrix(latentCorrelations(correlations, margins), SMALLEST_EIGENVALUE));
  const m = margins.length;
  return vectors.map((value, at) => value * Math.sqrt(Math.max(values[Math.floor(at / m)], 0)));
}

function latentCorrelations(correlations: Float64Array, margins: readonly LatentMargin[]): Float64Array {
  const m = margins.length;
  const coefficients = margins.map(hermiteCoefficients);
  const latent = new Float64Array(m * m);
  for (let i = 0; i < m; i += 1) {
    latent[i * m + i] = 1;
    for (let j = 0; j < i; j += 1) {
      const products = coefficients[i].map((value, k) => value * coefficients[j][k]);
      latent[i * m + j] = latent[j * m + i] = latentCorrelation(products, correlations[i * m + j]);
    }
  }
  return latent;
}
