import { describe, expect, it } from '@jest/globals';
import { columnDistance, countOutside, scaleEnd } from './marginals.js';

const cell = (released: number, synthetic: number) => ({ label: 'x', released, halfWidth: 0.05, synthetic });

describe('columnDistance', () => {
  it('is half the sum of the differences', () => {
    expect(columnDistance({ column: 'sex', cells: [cell(0.3, 0.4), cell(0.7, 0.6)] })).toBeCloseTo(0.1, 12);
  });
});

describe('countOutside', () => {
  it('counts only cells whose synthetic share leaves the noise interval', () => {
    expect(countOutside([{ column: 'sex', cells: [cell(0.3, 0.34), cell(0.3, 0.36)] }])).toEqual({ outside: 1, cells: 2 });
  });
});

describe('scaleEnd', () => {
  it('holds the interval as well as the shares', () => {
    expect(scaleEnd({ column: 'sex', cells: [cell(0.38, 0.3)] })).toBe(0.5);
  });

  it('never exceeds the whole', () => {
    expect(scaleEnd({ column: 'sex', cells: [cell(0.99, 1)] })).toBe(1);
  });
});
