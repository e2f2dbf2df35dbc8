import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSpectrumPlan, manyImages } from './a-spectrum-study.fixture.js';
import { frechetDistanceOf } from './frechet-forecast.js';

const planFor = (epsilon: number, each = 1175) => aSpectrumPlan({ dictionary: manyImages(each), guarantee: { epsilon, delta: 1e-5, unit: 'image', adjacency: 'add-or-remove-one' } });

describe('the forecast of images', () => {
  it('is the measured distance for the noise that it was measured with, whatever the trust it comes from', () => {
    const shared = aSpectrumPlan({ dictionary: manyImages(1175), trust: 'shared', aggregation: 'masked' });
    expect(frechetDistanceOf(shared, 4700)).toBeCloseTo(0.104, 3);
    // Three shares of the noise count: local noise is as wide with the square root of 3 as many images.
    expect(frechetDistanceOf(planFor(3), Math.sqrt(3) * 4700)).toBeCloseTo(0.104, 3);
  });

  it('grows as the noise does, also where fewer covariances are learnt because of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 20, noNaN: true }), fc.double({ min: 1.05, max: 3, noNaN: true }), (epsilon, times) => {
        expect(frechetDistanceOf(planFor(epsilon), 4700)).toBeGreaterThan(frechetDistanceOf(planFor(epsilon * times), 4700));
      }),
      { numRuns: 40 },
    );
  });
});
