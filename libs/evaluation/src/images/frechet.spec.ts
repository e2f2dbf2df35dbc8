import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { frechetDistance } from './frechet-distance.js';
import { frechetFeatures } from './frechet-features.js';
import { frechetFilters } from './frechet-filters.js';

const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/images.json', import.meta.url), 'utf8')) as {
  features: { pixels: number[]; values: number[] };
  distance: { a: number[]; b: number[]; columns: number; value: number };
};

const matrix = (values: number[], columns: number) => ({ rows: values.length / columns, columns, values: Float64Array.from(values) });

describe('the Frechet distance of images', () => {
  it('compares the features that scipy finds with the same filters', () => {
    const { pixels, values } = vectors.features;
    const features = frechetFeatures({ height: 28, width: 28, pixels: Uint8Array.from(pixels), labels: Uint8Array.of(0) }, frechetFilters);
    expect([features.rows, features.columns]).toEqual([1, 168]);
    features.values.forEach((value, k) => expect(value).toBeCloseTo(values[k], 5)); // the filters are float32 here
  });

  it('is what scipy finds with its matrix root', () => {
    const { a, b, columns, value } = vectors.distance;
    expect(frechetDistance(matrix(a, columns), matrix(b, columns))).toBeCloseTo(value, 9);
    expect(frechetDistance(matrix(b, columns), matrix(a, columns))).toBeCloseTo(value, 9);
  });

  it('is nothing between a set and itself', () => {
    const { a, columns } = vectors.distance;
    expect(Math.abs(frechetDistance(matrix(a, columns), matrix(a, columns)))).toBeLessThan(1e-9);
  });
});
