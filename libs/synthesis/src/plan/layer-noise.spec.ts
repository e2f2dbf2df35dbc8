import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import { RHO_UNITS_PER_ONE, rhoUnits } from '@commonward/accounting';
import fc from 'fast-check';
import { layerVariances } from './layer-noise.js';
import type { Layer } from './layer-noise.js';

const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/layer-noise.json', import.meta.url), 'utf8')) as {
  rows: [layers: [length: number, sensitivity: number, weight: number][], rho: number, leastError: number][];
};

const aLayer = fc.record({
  length: fc.integer({ min: 1, max: 5000 }),
  sensitivity: fc.integer({ min: 500, max: 5000 }),
  weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
});
const someLayers = fc.array(aLayer, { minLength: 1, maxLength: 6 });
const aRho = fc.double({ min: 0.01, max: 5, noNaN: true });

const errorOf = (layers: readonly Layer[], variances: readonly number[]) =>
  layers.reduce((sum, { length, weight }, l) => sum + weight * length * variances[l], 0);
const costOf = (layers: readonly Layer[], variances: readonly number[]) => {
  const blocks = layers.map(({ sensitivity }, l) => ({ squaredSensitivity: sensitivity * sensitivity, variance: variances[l] }));
  return rhoUnits({ kind: 'discrete-gaussian', blocks }) / RHO_UNITS_PER_ONE;
};

describe('layerVariances', () => {
  it('costs no more than rho, counted in exact integers, and hardly less', () => {
    fc.assert(
      fc.property(someLayers, aRho, (layers, rho) => {
        const cost = costOf(layers, layerVariances(layers, rho));
        expect(cost).toBeLessThanOrEqual(rho + 1 / RHO_UNITS_PER_ONE);
        expect(cost).toBeGreaterThan(rho * 0.99);
      }),
    );
  });

  it.each(vectors.rows)('finds what a numeric minimiser finds for %j at rho %d', (rows, rho, leastError) => {
    const layers = rows.map(([length, sensitivity, weight]) => ({ length, sensitivity, weight }));
    const error = errorOf(layers, layerVariances(layers, rho));
    const rounding = layers.reduce((sum, { length, weight }) => sum + weight * length, 0);
    expect(error).toBeGreaterThanOrEqual(leastError * (1 - 1e-9));
    expect(error).toBeLessThanOrEqual(leastError * (1 + 1e-9) + rounding);
  });

  it('makes a smaller weighted error than any other variances of the same cost', () => {
    const factors = fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(someLayers, aRho, factors, (layers, rho, stretch) => {
        const best = layerVariances(layers, rho);
        const other = best.map((variance, l) => variance * stretch[l]);
        const overspent = layers.reduce((sum, { sensitivity }, l) => sum + sensitivity ** 2 / (2 * other[l]), 0) / rho;
        const sameCost = other.map((variance) => variance * overspent);
        const rounding = layers.reduce((sum, { length, weight }) => sum + weight * length, 0);
        expect(errorOf(layers, sameCost)).toBeGreaterThanOrEqual((errorOf(layers, best) - rounding) * (1 - 1e-9));
      }),
    );
  });

  it('asks for twice the variance everywhere if two equal layers are clipped apart', () => {
    const layer = { length: 100, sensitivity: 1000, weight: 1 };
    const [alone] = layerVariances([layer], 0.1);
    expect(layerVariances([layer, layer], 0.1)).toEqual([2 * alone - 1, 2 * alone - 1]);
  });

  it.each([
    [{ length: 0 }, 0.1, 'layers[0].length must be a finite number above 0, but it is 0'],
    [{ sensitivity: -1 }, 0.1, 'layers[0].sensitivity must be a finite number above 0, but it is -1'],
    [{ weight: NaN }, 0.1, 'layers[0].weight must be a finite number above 0, but it is NaN'],
    [{}, 0, 'rho must be a finite number above 0, but it is 0'],
    [{}, 1e-9, 'layers[0] needs a variance of 500000000000001, above 1099511627776'],
  ])('refuses %j at rho %d', (change, rho, message) => {
    expect(() => layerVariances([{ length: 10, sensitivity: 1000, weight: 1, ...change }], rho)).toThrow(new RangeError(message));
  });
});
