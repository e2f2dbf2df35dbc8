import { describe, expect, it } from '@jest/globals';
import { aSpectrumPlan } from '../../plan/spectrum/a-spectrum-study.fixture.js';
import { featuresOf, productsOf, spectrumLength, spectrumOf } from '../../plan/spectrum/index.js';
import { publicUniform } from '../public-randomness.js';
import { absorbCentres, absorbShapes, imageGenerator, imageGeneratorBytes, sampleImages } from './index.js';
import { publicNormal } from './normal.js';

const plan = aSpectrumPlan({ guarantee: { epsilon: 0.5, delta: 1e-5, unit: 'image', adjacency: 'add-or-remove-one' } });
const { covaried: m, coefficients, grid } = plan;
const IMAGES = 1e6;

/** The sums that so many images would give whose feature 0 is 1 on average, and whose features 0 and 1 have this covariance. */
function sumsFor({ covariance, variance }: { covariance: number; variance: number }) {
  const centres = new Float64Array(spectrumLength(plan, 'centres'));
  const shapes = new Float64Array(spectrumLength(plan, 'shapes'));
  for (const k of [0, 1]) {
    centres[k] = IMAGES * grid;
    centres[2 + k * coefficients] = IMAGES * grid;
    let at = k * productsOf(m);
    for (let i = 0; i < m; i += 1) {
      shapes[at] = IMAGES * grid * (i < 2 ? variance : 0.05);
      if (i === 0) shapes[at + 1] = IMAGES * grid * Math.SQRT2 * covariance;
      at += m - i;
    }
    shapes.fill(IMAGES * grid * 0.02, 2 * productsOf(m) + k * (coefficients - m), 2 * productsOf(m) + (k + 1) * (coefficients - m));
  }
  return { centres, shapes };
}

function trained(sums: { centres: Float64Array; shapes: Float64Array }) {
  const signal = absorbCentres(sums.centres, plan);
  return imageGenerator({ plan, signal, shapes: absorbShapes(sums.shapes, { plan, signal, contributors: 4 }), contributors: 4 });
}

describe('the generator of images', () => {
  it('draws images with the centre and the covariances that were released', () => {
    const images = 3000;
    const { pixels, labels } = sampleImages(trained(sumsFor({ variance: 0.04, covariance: 0.03 })), plan, { images: [images, 0], stream: 'test', grain: 1 });
    const spectrum = spectrumOf(plan.dictionary.image, 2);
    const features = Array.from(labels, (_, at) => featuresOf(pixels.subarray(at * 256, (at + 1) * 256), spectrum));
    const mean = (of: (feature: Float64Array) => number) => features.reduce((sum, feature) => sum + of(feature), 0) / images;
    const centre = [mean((feature) => feature[0]), mean((feature) => feature[1])];
    // The standard error of a covariance near .04 over 3,000 images is about .001.
    expect(Math.abs(centre[0] - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean((feature) => (feature[0] - centre[0]) * (feature[1] - centre[1])) - 0.03)).toBeLessThan(0.004);
    expect(Math.abs(mean((feature) => (feature[0] - centre[0]) ** 2) - 0.04)).toBeLessThan(0.01);
  });

  it('takes eigenvalues that noise alone explains for none', () => {
    const sums = sumsFor({ variance: 0, covariance: 0 });
    const normal = publicNormal(publicUniform('cd'.repeat(32), 'noise'));
    const noise = 2 * Math.sqrt(plan.shapes[0].variance);
    const pure = sums.shapes.map(() => 0.9 * noise * normal());
    const signal = absorbCentres(sums.centres, plan);
    for (const { together } of absorbShapes(pure, { plan, signal, contributors: 4 })) expect(together.every((value) => value === 0)).toBe(true);
  });

  it('draws the same bytes again, and others from another stream', () => {
    const generator = trained(sumsFor({ variance: 0.04, covariance: 0.01 }));
    const draw = (stream: string) => sampleImages(generator, plan, { images: [2, 2], stream, grain: 0.25 });
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('b').pixels).not.toEqual(draw('a').pixels);
    expect([...draw('a').labels]).toEqual([0, 0, 1, 1]);
    expect(imageGeneratorBytes(generator)).toHaveLength(4 * 2 * (1 + 2 * coefficients + m * m));
  });
});
