import { describe, expect, it } from '@jest/globals';
import { aPlan } from '../../test/simulated-table.js';
import { planLength } from '../plan/index.js';
import { aggregateReleases } from './index.js';

const plan = aPlan();
const release = (value: number) => new Int32Array(planLength(plan)).fill(value);

describe('the sum of releases', () => {
  it('is exact beyond 32 bits', () => {
    const sum = aggregateReleases([release(2 ** 31 - 1), release(2 ** 31 - 1)], plan);
    expect(new Set(sum)).toEqual(new Set([2 ** 32 - 2]));
  });

  it('takes between one release and one from each site, all of the length of the plan', () => {
    expect(() => aggregateReleases([], plan)).toThrow(RangeError);
    expect(() => aggregateReleases([release(1), release(1), release(1)], plan)).toThrow(RangeError);
    expect(() => aggregateReleases([new Int32Array(3)], plan)).toThrow('A release has 3 numbers, the plan has 100.');
  });
});
