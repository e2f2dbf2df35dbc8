import { describe, expect, it } from '@jest/globals';
import { hiddenGroups } from './hidden-groups.js';

const cell = (label: string, compared: number, halfWidth: number | null) => ({ label, compared, halfWidth, synthetic: 0.1 });

describe('hiddenGroups', () => {
  it('names the cells whose noise reaches down to nobody, also where the noised count is below zero', () => {
    expect(hiddenGroups([{ column: 'stage', cells: [cell('1', 0.9, 0.02), cell('2', 0.02, 0.02), cell('3', -0.01, 0.02)] }, { column: 'sex', cells: [cell('f', 0.5, 0.02)] }])).toEqual([{ column: 'stage', labels: ['2', '3'] }]);
  });

  it('names no cell that is known exactly', () => {
    expect(hiddenGroups([{ column: 'sex', cells: [cell('f', 0, null)] }])).toEqual([]);
  });
});
