import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { featuresOf, pixelsOf, spectrumOf } from './spectrum.js';

const { image } = JSON.parse(readFileSync(new URL('../../../../../test/vectors/spectrum.json', import.meta.url), 'utf8')) as {
  image: { height: number; width: number; pixels: number[]; features: number[] };
};

describe('the spectrum of an image', () => {
  it('holds the cosine coefficients that scipy finds, in order of frequency, over the size that they usually have', () => {
    const features = featuresOf(image.pixels, spectrumOf(image, image.features.length));
    features.forEach((feature, j) => expect(feature).toBeCloseTo(image.features[j], 11));
  });

  it('says everything about an image if all of it is kept', () => {
    const sizes = fc.record({ height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 81, maxLength: 81 }), (size, greys) => {
        const pixels = Uint8Array.from(greys.slice(0, size.height * size.width));
        const spectrum = spectrumOf(size, pixels.length);
        expect(pixelsOf(featuresOf(pixels, spectrum), spectrum)).toEqual(pixels);
      }),
      { numRuns: 50 },
    );
  });

  it('has no more coefficients than the image has pixels', () => {
    expect(() => spectrumOf({ height: 4, width: 4 }, 17)).toThrow('An image of 4 x 4 pixels has 16 coefficients, not 17.');
  });

  it('gives black and white for what would be darker or lighter', () => {
    const spectrum = spectrumOf({ height: 2, width: 2 }, 4);
    expect([...pixelsOf([1000, 0, 0, 0], spectrum), ...pixelsOf([-1000, 0, 0, 0], spectrum)]).toEqual([255, 255, 255, 255, 0, 0, 0, 0]);
  });
});
