import { describe, expect, it } from '@jest/globals';
import { columnDistance, isOutside, scaleEnd } from './shares.js';

const cell = (compared: number, synthetic: number) => ({ label: 'x', compared, halfWidth: 0.05, synthetic });

describe('columnDistance', () => {
  it('is half the sum of the differences', () => {
    expect(columnDistance({ column: 'sex', cells: [cell(0.3, 0.4), cell(0.7, 0.6)] })).toBeCloseTo(0.1, 12);
  });
});

describe('isOutside', () => {
  it('marks a synthetic share that leaves the noise interval on either side', () => {
    expect([0.24, 0.26, 0.34, 0.36].map((synthetic) => isOutside(cell(0.3, synthetic)))).toEqual([true, false, false, true]);
  });

  it('marks nothing where the other share is exact', () => {
    expect(isOutside({ ...cell(0.3, 0.9), halfWidth: null })).toBe(false);
  });
});

describe('scaleEnd', () => {
  it('holds the interval as well as the shares', () => {
    expect(scaleEnd({ column: 'sex', cells: [cell(0.38, 0.3)] })).toBe(0.5);
    expect(scaleEnd({ column: 'sex', cells: [{ ...cell(0.38, 0.3), halfWidth: null }] })).toBe(0.4);
  });

  it('never exceeds the whole', () => {
    expect(scaleEnd({ column: 'sex', cells: [cell(0.99, 1)] })).toBe(1);
  });
});
