import { describe, expect, it } from '@jest/globals';
import { tableLayout } from '@commonward/schema';
import { aDictionary } from '../../test/simulated-table.js';
import { publicScores } from './index.js';

const layout = tableLayout(aDictionary());

describe('the public scores of a column', () => {
  it('rise evenly over its bins or categories, with mean 0 and variance 1 if all were equally frequent', () => {
    publicScores(layout).forEach((scores, j) => {
      const { values } = layout.columns[j];
      const own = scores.slice(0, values);
      expect(own.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 12);
      expect(own.reduce((sum, score) => sum + score * score, 0) / values).toBeCloseTo(1, 12);
      expect(new Set(Array.from(own.slice(1), (score, cell) => (score - own[cell]).toFixed(9))).size).toBe(1);
    });
  });

  it('are 0 for a missing value, and for the only value of a column', () => {
    expect(publicScores(layout)[1][3]).toBe(0);
    expect([...publicScores({ columns: [{ name: 'one', size: 1, values: 1, otherCell: null, missingCell: null }] })[0]]).toEqual([0]);
  });
});
