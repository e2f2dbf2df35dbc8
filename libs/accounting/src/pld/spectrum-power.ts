import type { Spectrum } from './complex-fft.js';

/** Squared magnitudes below this are taken as 0; the magnitude is then below 2^-100. */
const VANISHING = 2 ** -200;

/**
 * Multiplies each member of `product` by the `times`-th power of that of `spectrum`; all magnitudes are at most 1.
 *
 * Guarantee: each member gains a relative error of at most 3 `times` 2^-53 (one rounded product for each factor, by repeated
 * squaring), or becomes 0 where it is below 2^-100.
 * @param times positive safe integer
 */
export function multiplyByPower(product: Spectrum, spectrum: Spectrum, times: number): void {
  for (let k = 0; k < spectrum.re.length; k += 1) {
    let re = product.re[k];
    let im = product.im[k];
    let baseRe = spectrum.re[k];
    let baseIm = spectrum.im[k];
    for (let left = times; ; ) {
      const odd = left % 2;
      if (odd === 1) {
        const real = re * baseRe - im * baseIm;
        im = re * baseIm + im * baseRe;
        re = real;
      }
      if (left === 1) break;
      left = (left - odd) / 2;
      const squared = baseRe * baseRe - baseIm * baseIm;
      baseIm *= 2 * baseRe;
      baseRe = squared;
      if (baseRe * baseRe + baseIm * baseIm < VANISHING) {
        re = 0;
        im = 0;
        break;
      }
    }
    product.re[k] = re;
    product.im[k] = im;
  }
}
