/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { PI, cos, log2, sin } = Math;

/** The first half of the discrete Fourier transform of real numbers, which the second half mirrors; [length / 2 + 1] each. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export interface RealFft {
  /** X_k = sum over j of x_j exp(-2 pi i j k / length), for x of that length. */
  forward(x: Float64Array): Spectrum;
  inverse(spectrum: Spectrum): Float64Array;
}

/**
 * The discrete Fourier transform of real numbers, by a complex one of half the length.
 *
 * Guarantee: in Euclidean norm, either direction errs by at most `relativeFftError(length)` times the norm of the exact result.
 * @param length a power of two, at least 4
 */
export function realFft(length: number): RealFft {
  const half = length / 2;
  const roots = rootsOfUnity(length);
  return {
    forward(x) {
      const z = spectrumOf(half);
      for (let k = 0; k < half; k += 1) {
        z.re[k] = x[2 * k];
        z.im[k] = x[2 * k + 1];
      }
      return untangled(transformed(z, roots), roots);
    },
    inverse(spectrum) {
      // The inverse is the conjugate of the transform of the conjugate, over the length.
      const z = transformed(tangledConjugate(spectrum, roots), roots);
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
 * Each of log2(length) - 1 stages subtracts, and multiplies by a root of unity that is itself rounded: less than 8 units of 2^-53 of the
 * stage's norm. Taking the two interleaved halves apart counts as three more.
 * @see Higham 2002, Accuracy and Stability of Numerical Algorithms, section 24.1
 */
export function relativeFftError(length: number): number {
  return 8 * 2 ** -53 * (log2(length) + 2);
}

/** exp(-2 pi i k / length) for k up to length / 2. */
function rootsOfUnity(length: number): Spectrum {
  const roots = spectrumOf(length / 2 + 1);
  for (let k = 0; k <= length / 2; k += 1) {
    roots.re[k] = cos((2 * PI * k) / length);
    roots.im[k] = -sin((2 * PI * k) / length);
  }
  return roots;
}

/** The complex transform, by radix 2 in Stockham's order: each stage reads one pair of arrays and writes the other. */
function transformed(z: Spectrum, roots: Spectrum): Spectrum {
  let [from, to] = [z, spectrumOf(z.re.length)];
  for (let stride = 1, size = z.re.length; size > 1; stride *= 2, size /= 2) {
    stage({ from, to, roots, stride, pairs: size / 2 });
    [from, to] = [to, from];
  }
  return from;
}

interface Stage {
  readonly from: Spectrum;
  readonly to: Spectrum;
  readonly roots: Spectrum;
  readonly stride: number;
  readonly pairs: number;
}

function stage({ from: { re, im }, to, roots, stride, pairs }: Stage): void {
  const { re: toRe, im: toIm } = to;
  const apart = pairs * stride;
  for (let p = 0; p < pairs; p += 1) {
    const wr = roots.re[2 * p * stride];
    const wi = roots.im[2 * p * stride];
    for (let a = p * stride, end = a + stride, out = 2 * a; a < end; a += 1, out += 1) {
      const dr = re[a] - re[a + apart];
      const di = im[a] - im[a + apart];
      toRe[out] = re[a] + re[a + apart];
      toIm[out] = im[a] + im[a + apart];
      toRe[out + stride] = dr * wr - di * wi;
      toIm[out + stride] = dr * wi + di * wr;
    }
  }
}

/** From the transform of even + i odd members: X_k = E_k + w^k O_k. */
function untangled(z: Spectrum, roots: Spectrum): Spectrum {
  const half = z.re.length;
  const x = spectrumOf(half + 1);
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
  const z = spectrumOf(half);
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

function spectrumOf(length: number): Spectrum {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}
