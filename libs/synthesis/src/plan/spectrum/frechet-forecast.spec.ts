import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSpectrumPlan, manyImages } from './a-spectrum-study.fixture.js';
import { frechetDistanceOf } from './frechet-forecast.js';

const planFor = (epsilon: number, each = 1175) => aSpectrumPlan({ dictionary: manyImages(each), guarantee: { epsilon, delta: 1e-5, unit: 'image', adjacency: 'add-or-remove-one' } });

describe('the forecast of images', () => {
  it.each([[10, 0.064], [3, 0.104], [1, 0.162]])('is for the noise of shared trust at epsilon %d the distance measured with it, whatever the trust it comes from', (epsilon, measured) => {
    const guarantee = { epsilon, delta: 1e-5, unit: 'image', adjacency: 'add-or-remove-one' } as const;
    const shared = aSpectrumPlan({ dictionary: manyImages(1175), guarantee, trust: 'shared', aggregation: 'masked' });
    expect(frechetDistanceOf(shared, 4700)).toBeCloseTo(measured, 3);
    // Three shares of the noise count: local noise is as wide with the square root of 3 as many images. At epsilon 1 fewer covariances are learnt in local trust.
    expect(frechetDistanceOf(planFor(epsilon), Math.sqrt(3) * 4700)).toBeCloseTo(measured, 3);
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
