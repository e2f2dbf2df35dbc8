import { describe, expect, it } from '@jest/globals';
import { meanDistance, median, nearestDistances } from './image-distances.js';
import type { ImageSet } from './image-set.js';

/** Images of two pixels. */
const images = (...pairs: [number, number][]): ImageSet => ({ height: 1, width: 2, pixels: Uint8Array.from(pairs.flat()), labels: new Uint8Array(pairs.length) });

describe('distances between images', () => {
  it('are Euclidean, with white at 1', () => {
    expect([...nearestDistances(images([255, 0], [0, 51]), images([255, 255], [0, 0]))].map((distance) => Number(distance.toFixed(12)))).toEqual([1, 0.2]);
  });

  it('have a mean over all pairs of different images', () => {
    expect(meanDistance(images([0, 0], [255, 0], [0, 255]))).toBeCloseTo((1 + 1 + Math.SQRT2) / 3, 12);
  });

  it('have a median', () => {
    expect([median(Float64Array.of(3, 1, 2)), median(Float64Array.of(4, 1, 2, 3))]).toEqual([2, 2.5]);
  });
});
