/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { PI, cos, sin } = Math;

/** Complex numbers. */
export interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function zeros(length: number): Spectrum {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/** exp(-2 pi i k / order) for k from 0 to order / 2. */
export function rootsOfUnity(order: number): Spectrum {
  const roots = zeros(order / 2 + 1);
  for (let k = 0; k <= order / 2; k += 1) {
    roots.re[k] = cos((2 * PI * k) / order);
    roots.im[k] = -sin((2 * PI * k) / order);
  }
  return roots;
}

/**
 * X_k = sum over j of z_j exp(-2 pi i j k / length), by radix 2 in Stockham's order: each stage reads one pair of arrays and
 * writes the other.
 *
 * @param z [length], a power of two; overwritten
 * @param roots of unity of order 2 length
 */
export function complexFft(z: Spectrum, roots: Spectrum): Spectrum {
  let [from, to] = [z, zeros(z.re.length)];
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
