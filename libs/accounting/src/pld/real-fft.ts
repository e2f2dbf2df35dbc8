import { complexFft, rootsOfUnity, zeros, type Spectrum } from './complex-fft.js';

export interface RealFft {
  /**
   * X_k = sum over j of x_j exp(-2 pi i j k / length), for k from 0 to length / 2; the others mirror these.
   * @param x [length]
   */
  forward(x: Float64Array): Spectrum;
  inverse(spectrum: Spectrum): Float64Array;
}

/**
 * The discrete Fourier transform of real numbers, by a complex one of half the length.
 *
 * Guarantee: in Euclidean norm, taken over all of a spectrum, either direction errs by at most `relativeFftError(length)`
 * times the norm of the exact result.
 * @param length a power of two, at least 4
 */
export function realFft(length: number): RealFft {
  const half = length / 2;
  const roots = rootsOfUnity(length);
  return {
    forward(x) {
      const z = zeros(half);
      for (let k = 0; k < half; k += 1) {
        z.re[k] = x[2 * k];
        z.im[k] = x[2 * k + 1];
      }
      return untangled(complexFft(z, roots), roots);
    },
    inverse(spectrum) {
      // The inverse is the conjugate of the transform of the conjugate, over the length.
      const z = complexFft(tangledConjugate(spectrum, roots), roots);
      const x = new Float64Array(length);
      for (let k = 0; k < half; k += 1) {
        x[2 * k] = z.re[k] / half;
        x[2 * k + 1] = -z.im[k] / half;
      }
      return x;
    },
  };
}

/**
 * How far rounding may take a transform, relative to the Euclidean norm of its result.
 *
 * Each of log2(length) - 1 stages adds, and multiplies by a root of unity that is itself rounded: less than 8 units of 2^-53
 * of the stage's norm. Taking the two interleaved halves apart counts as three more.
 * @see Higham 2002, Accuracy and Stability of Numerical Algorithms, chapter 24
 */
export function relativeFftError(length: number): number {
  return 8 * 2 ** -53 * (Math.log2(length) + 2);
}

/** From the transform of even + i odd members: X_k = E_k + w^k O_k. */
function untangled(z: Spectrum, roots: Spectrum): Spectrum {
  const half = z.re.length;
  const x = zeros(half + 1);
  for (let k = 0; k <= half; k += 1) {
    const a = k & (half - 1);
    const b = (half - k) & (half - 1);
    const or = (z.im[a] + z.im[b]) / 2;
    const oi = (z.re[b] - z.re[a]) / 2;
    x.re[k] = (z.re[a] + z.re[b]) / 2 + or * roots.re[k] - oi * roots.im[k];
    x.im[k] = (z.im[a] - z.im[b]) / 2 + or * roots.im[k] + oi * roots.re[k];
  }
  return x;
}

/** The conjugate of E_k + i O_k. */
function tangledConjugate(x: Spectrum, roots: Spectrum): Spectrum {
  const half = x.re.length - 1;
  const z = zeros(half);
  for (let k = 0; k < half; k += 1) {
    const dr = (x.re[k] - x.re[half - k]) / 2;
    const di = (x.im[k] + x.im[half - k]) / 2;
    const or = dr * roots.re[k] + di * roots.im[k];
    const oi = di * roots.re[k] - dr * roots.im[k];
    z.re[k] = (x.re[k] + x.re[half - k]) / 2 - oi;
    z.im[k] = -((x.im[k] - x.im[half - k]) / 2 + or);
  }
  return z;
}
