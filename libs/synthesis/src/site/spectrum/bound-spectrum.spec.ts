import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSpectrumPlan } from '../../plan/spectrum/a-spectrum-study.fixture.js';
import { featuresOf, productsOf, spectrumOf, type SpectrumPlan } from '../../plan/index.js';
import { boundCentres, boundShapes, type LabelledImage } from './bound-spectrum.js';

const plan = aSpectrumPlan({ guarantee: { epsilon: 10, delta: 1e-5, unit: 'image', adjacency: 'add-or-remove-one' } });
const pixels = plan.dictionary.image.height * plan.dictionary.image.width;
const noCentres = new Float32Array(2 * plan.coefficients);

/** Noise of variance 1 is nothing beside grid steps of a 256th. */
const almostExactly = (images: readonly LabelledImage[], part: 'centres' | 'shapes', { centres = noCentres, with: used = plan }: { centres?: Float32Array; with?: SpectrumPlan } = {}) => {
  const sensitive = Sensitive.of(images);
  const bounded = part === 'centres' ? boundCentres(sensitive, used) : boundShapes(sensitive, used, centres);
  return discreteGaussian(bounded, { variances: used[part].map(() => 1), random: systemRandom }).value;
};

const anImage = fc.record({ pixels: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: pixels, maxLength: pixels }), label: fc.integer({ min: 0, max: 1 }) });
const grey = (level: number): LabelledImage => ({ pixels: new Uint8Array(pixels).fill(level), label: 1 });

describe('the first release of images', () => {
  it('counts the images of each class and adds up their features', () => {
    const sum = almostExactly([grey(140), grey(120), { ...grey(130), label: 0 }], 'centres');
    const [mean] = featuresOf(grey(130).pixels, spectrumOf(plan.dictionary.image, plan.coefficients));
    expect([sum[0] / 256, sum[1] / 256, sum[2] / 256, sum[2 + 256] / 256].map((value, at) => Math.abs(value - [1, 2, mean, 2 * mean][at]) < 0.1)).toEqual([true, true, true, true]);
  });

  it('takes an image of another size, or of no class, for nothing', () => {
    const odd: LabelledImage[] = [{ pixels: [1, 2, 3], label: 0 }, { ...grey(255), label: 2 }, { ...grey(255), label: -1 }, { ...grey(255), label: 0.5 }, { pixels: new Array<number>(pixels).fill(NaN), label: 0 }];
    const sum = almostExactly(odd, 'centres');
    expect(sum.every((value) => Math.abs(value) < 13)).toBe(true);
  });
});

describe('the second release of images', () => {
  it('holds the products of the lowest features about their centre, and the squares of the others', () => {
    fc.assert(
      fc.property(anImage, (image) => {
        const features = featuresOf(image.pixels, spectrumOf(plan.dictionary.image, plan.coefficients));
        const centres = noCentres.map((_, at) => (Math.floor(at / 256) === image.label ? features[at % 256] - ([0, 1, plan.covaried].includes(at % 256) ? 0.8 : 0) : 0));
        const sum = almostExactly([image], 'shapes', { centres });
        const start = image.label * productsOf(plan.covaried);
        expect(Math.abs(sum[start] / 256 - 0.64)).toBeLessThan(0.06);
        expect(Math.abs(sum[start + 1] / 256 - 0.64 * Math.SQRT2)).toBeLessThan(0.06);
        expect(Math.abs(sum[2 * productsOf(plan.covaried) + image.label * 112] / 256 - 0.64)).toBeLessThan(0.06);
        expect(Math.abs(sum[(1 - image.label) * productsOf(plan.covaried)])).toBeLessThan(13);
      }),
      { numRuns: 5 },
    );
  });

  it.each(['centres', 'shapes'] as const)('moves no block of the %s by more than its clipping norm, whatever image is added', (part) => {
    fc.assert(
      fc.property(anImage, fc.array(anImage, { maxLength: 2 }), (added, others) => {
        const before = almostExactly(others, part);
        const after = almostExactly([...others, added], part);
        let start = 0;
        for (const { length, clippingNorm } of plan[part]) {
          let square = 0;
          for (let at = start; at < start + length; at += 1) square += (after[at] - before[at]) ** 2;
          start += length;
          // Two draws of noise of variance 1 on each number, far from their end.
          expect(Math.sqrt(square)).toBeLessThanOrEqual(clippingNorm + Math.sqrt(2 * length) + 12);
        }
      }),
      { numRuns: 10 },
    );
  });
});
