import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { multiplyByPower } from './spectrum-power.js';

const one = () => ({ re: Float64Array.of(1), im: Float64Array.of(0) });
const point = (magnitude: number, angle: number) => ({
  re: Float64Array.of(magnitude * Math.cos(angle)),
  im: Float64Array.of(magnitude * Math.sin(angle)),
});

describe('multiplyByPower', () => {
  it('multiplies magnitudes and adds angles, within three roundings for each factor', () => {
    const times = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), times, (decay, angle, n) => {
        const product = one();
        multiplyByPower(product, point(Math.exp(-decay / n), angle / n), n);
        // The point itself is rounded, which its power multiplies.
        const allowed = (3 + 3) * n * 2 ** -53 * Math.exp(-decay) + 1e-15;
        expect(Math.hypot(product.re[0] - Math.exp(-decay) * Math.cos(angle), product.im[0] - Math.exp(-decay) * Math.sin(angle))).toBeLessThan(allowed);
      }),
    );
  });

  it('counts each factor exactly, up to the largest safe number of times', () => {
    const product = one();
    multiplyByPower(product, { re: Float64Array.of(-1), im: Float64Array.of(0) }, Number.MAX_SAFE_INTEGER);
    expect(product.re[0]).toBe(-1);
  });

  it('keeps what the product was before', () => {
    const product = { re: Float64Array.of(0, 2), im: Float64Array.of(1, 0) };
    multiplyByPower(product, { re: Float64Array.of(0, 0.5), im: Float64Array.of(1, 0) }, 3);
    expect([...product.re]).toEqual([1, 0.25]);
    product.im.forEach((im) => expect(im).toBeCloseTo(0, 15));
  });

  it('takes for 0 only what is below 2^-100', () => {
    const half = { re: Float64Array.of(0.5), im: Float64Array.of(0) };
    const [kept, gone] = [one(), one()];
    multiplyByPower(kept, half, 99);
    multiplyByPower(gone, half, 300);
    expect([kept.re[0], gone.re[0]]).toEqual([2 ** -99, 0]);
  });
});
