import { describe, expect, it } from '@jest/globals';
import type { TestPredictions } from '../six-predictions.js';
import { groupAccuracy, shareRight } from './group-scores.js';

const saying = (predicted: readonly number[], truth: readonly number[]): TestPredictions => ({
  name: 'randomForest', truth: Uint8Array.from(truth), predicted: Uint8Array.from(predicted), scores: new Float64Array(truth.length), chances: null,
});

describe('shareRight', () => {
  it('is the share of the models that are right about each record', () => {
    const truth = [0, 1, 1];
    expect([...shareRight([saying([0, 1, 0], truth), saying([0, 0, 0], truth)])]).toEqual([1, 0.5, 0]);
  });
});

describe('groupAccuracy', () => {
  const [ours, theirs] = [[1, 0, 1, 1, 0, 1], [1, 1, 1, 1, 0, 0]].map((right) => Float64Array.from(right));

  it('has means over the group’s records and the normal intervals of scipy', () => {
    const { records, synthetic, difference } = groupAccuracy(ours, theirs, [0, 1, 2, 3, 4]) ?? { records: 0, synthetic: null, difference: null };
    expect(records).toBe(5);
    // scipy 1.17.1: stats.norm.interval(.95, mean, stats.sem(values)) of [1,0,1,1,0] and of [0,-1,0,0,0]; the upper end of the first is cut at 1.
    expect(synthetic).toEqual({ value: expect.closeTo(0.6, 12), low: expect.closeTo(0.11991, 5), high: 1 });
    expect(difference).toEqual({ value: expect.closeTo(-0.2, 12), low: expect.closeTo(-0.59199, 5), high: expect.closeTo(0.19199, 5) });
  });

  it('says nothing of fewer than two records', () => {
    expect(groupAccuracy(ours, theirs, [3])).toBeNull();
  });
});
