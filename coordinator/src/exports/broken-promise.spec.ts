import { describe, expect, it } from '@jest/globals';
import { brokenPromise } from './broken-promise.js';

const guarantee = { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
const stated = (shownEpsilon: number | null) => ({ sha256: '00', statedBy: 'grace', statedAt: '2026-01-01T09:00:00Z', shownEpsilon });

describe('a promise', () => {
  it('is broken where more was shown than was promised, and only there', () => {
    expect([0, 0.99, 1].map((shown) => brokenPromise(stated(shown), guarantee))).toEqual([null, null, null]);
    expect(brokenPromise(stated(1.01), guarantee)).toMatch(/^The benchmark report .* at least epsilon 1\.01, more than the 1 that it promises: no export is made of them\./);
  });

  it('is not known to be broken without a report, or where the report did not put it to the test', () => {
    expect([brokenPromise(null, guarantee), brokenPromise(stated(null), guarantee)]).toEqual([null, null]);
  });
});
