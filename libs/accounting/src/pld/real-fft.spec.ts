import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { realFft, relativeFftError } from './real-fft.js';

const aLength = fc.integer({ min: 2, max: 9 }).map((exponent) => 2 ** exponent);
const signal = aLength.chain((length) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length }).map((x) => Float64Array.from(x)),
);
const norm = (x: Iterable<number>) => Math.sqrt([...x].reduce((sum, value) => sum + value * value, 0));

/** The definition, with each root of unity from a reduced angle; few members keep its own rounding small. */
const exactTransform = (length: number, members: readonly (readonly [index: number, value: number])[]) =>
  Array.from({ length: length / 2 + 1 }, (_, k) => {
    const angles = members.map(([j]) => (2 * Math.PI * ((j * k) % length)) / length);
    const sum = (part: (angle: number) => number) => members.reduce((total, [, value], i) => total + value * part(angles[i]), 0);
    return [sum(Math.cos), -sum(Math.sin)] as const;
  });

describe('realFft', () => {
  it('is the transform by its definition, and within its error bound, at any length', () => {
    const members = fc.array(fc.tuple(fc.nat(), fc.double({ min: -1, max: 1, noNaN: true })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 14 }), members, (exponent, anywhere) => {
        const length = 2 ** exponent;
        const inside = anywhere.map(([j, value]) => [j % length, value] as const);
        const x = new Float64Array(length);
        inside.forEach(([j, value]) => (x[j] += value));
        const { re, im } = realFft(length).forward(x);
        // Two members at one place are one, or their cancelling would be an error of the definition's own.
        const exact = exactTransform(length, [...new Set(inside.map(([j]) => j))].map((j) => [j, x[j]] as const));
        const errors = exact.flatMap(([r, i], k) => [re[k] - r, im[k] - i]);
        expect(norm(errors)).toBeLessThan(relativeFftError(length) * norm(exact.flat()) + 1e-300);
      }),
      { numRuns: 60 },
    );
  });

  it('is undone by its inverse, each within its error bound', () => {
    fc.assert(
      fc.property(signal, (x) => {
        const fft = realFft(x.length);
        const back = fft.inverse(fft.forward(x));
        expect(norm(back.map((value, j) => value - x[j]))).toBeLessThanOrEqual(2 * relativeFftError(x.length) * norm(x));
      }),
    );
  });

  it('turns products into cyclic convolutions', () => {
    const fft = realFft(8);
    const [a, b] = [fft.forward(Float64Array.of(0, 2, 0, 0, 0, 0, 0, 1)), fft.forward(Float64Array.of(0, 0, 0, 3, 0, 0, 1, 0))];
    const re = a.re.map((x, k) => x * b.re[k] - a.im[k] * b.im[k]);
    const im = a.re.map((x, k) => x * b.im[k] + a.im[k] * b.re[k]);
    [0, 0, 3, 0, 6, 1, 0, 2].forEach((value, j) => expect(fft.inverse({ re, im })[j]).toBeCloseTo(value, 14));
  });
});
