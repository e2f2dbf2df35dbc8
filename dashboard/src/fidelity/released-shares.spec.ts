import { describe, expect, it } from '@jest/globals';
import { countOutside, releasedShares } from './released-shares.js';

const cell = (released: number, synthetic: number) => ({ label: 'x', released, halfWidth: 0.05, synthetic });

describe('countOutside', () => {
  it('counts only cells whose synthetic share leaves the noise interval', () => {
    expect(countOutside([releasedShares({ column: 'sex', cells: [cell(0.3, 0.34), cell(0.3, 0.36)] })])).toEqual({ outside: 1, cells: 2 });
  });
});
