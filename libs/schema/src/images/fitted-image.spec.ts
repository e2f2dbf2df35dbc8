import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fittedImage } from './fitted-image.js';

const BYTES = { black: 0, white: 255 };
const fitted = ([height, width]: readonly [number, number], values: readonly number[], to: { height: number; width: number }, { grey = BYTES, inverted = false } = {}) =>
  Array.from(fittedImage({ height, width, values, inverted }, { image: to, grey }));

describe('an image that is brought to a size', () => {
  it('keeps its greys if it has the size', () => {
    expect(fitted([2, 2], [1, 2, 3, 255], { height: 2, width: 2 })).toEqual([1, 2, 3, 255]);
  });

  it('has in each pixel the mean of the area that it covers, halves rounded up', () => {
    expect(fitted([2, 4], [0, 10, 20, 30, 1, 11, 21, 32], { height: 1, width: 2 })).toEqual([6, 26]);
    // Thirds: the first pixel covers one and a half, (3 x 2 + 9 x 1) / 3.
    expect(fitted([1, 3], [3, 9, 30], { height: 1, width: 2 })).toEqual([5, 23]);
    expect(fitted([1, 2], [10, 20], { height: 2, width: 4 })).toEqual([10, 10, 20, 20, 10, 10, 20, 20]);
  });

  it('agrees with the mean over a fine raster, whatever the sizes', () => {
    const side = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(fc.tuple(side, side, side, side), fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 36, maxLength: 36 }), ([height, width, toHeight, toWidth], greys) => {
        const values = greys.slice(0, height * width);
        const expected = Array.from({ length: toHeight * toWidth }, (_, place) => {
          const [y, x] = [Math.floor(place / toWidth), place % toWidth];
          let sum = 0;
          for (let v = 0; v < height; v += 1) for (let u = 0; u < width; u += 1) sum += values[Math.floor((y * height + v) / toHeight) * width + Math.floor((x * width + u) / toWidth)];
          return Math.floor(sum / (height * width) + 0.5);
        });
        expect(fitted([height, width], values, { height: toHeight, width: toWidth })).toEqual(expected);
      }),
    );
  });

  it('is cut off at black and white before it is averaged, and turned where it is inverted', () => {
    const window = { black: -1000, white: 1000 };
    expect(fitted([1, 2], [-5000, 0], { height: 1, width: 1 }, { grey: window })).toEqual([64]);
    expect(fitted([1, 3], [-5000, 0, 9000], { height: 1, width: 3 }, { grey: window, inverted: true })).toEqual([255, 128, 0]);
    expect(fitted([1, 2], [NaN, Infinity], { height: 1, width: 2 })).toEqual([0, 0]);
  });
});
