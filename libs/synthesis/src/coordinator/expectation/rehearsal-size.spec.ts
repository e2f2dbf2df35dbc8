import { describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import { aPlan, aDictionary } from '../../../test/simulated-table.js';
import { sizeFor, smallerPlan } from './rehearsal-size.js';

const wide = (columns: number) => {
  const listed = Array.from({ length: columns }, (_, j) => ({ name: `c${j}`, type: 'categorical', categories: ['a', 'b'], missing: null }));
  return parseDictionary({ text: JSON.stringify({ name: 'wide', kind: 'table', unit: 'patient', target: 'c7', columns: listed, rules: [{ columns: ['c0', 'c1'], values: ['a', 'a'] }] }), file: 'wide.json' });
};

describe('the size of a rehearsal', () => {
  it('is all of a small study three times over, and of a large one as many patients as take about a second', () => {
    expect(sizeFor({ dictionary: aDictionary() }, 690)).toMatchObject({ patients: 690, turns: 3, columns: [0, 1, 2, 3, 4] });
    expect(sizeFor({ dictionary: wide(20) }, 1e6)).toMatchObject({ patients: 5000, turns: 1 });
    expect(sizeFor({ dictionary: aDictionary() }, 0.4).patients).toBe(1);
  });

  it('keeps the target of a wide dictionary, and others from all over it', () => {
    const { columns } = sizeFor({ dictionary: wide(60) }, 1000);
    expect(columns).toHaveLength(20);
    expect(columns).toContain(7);
    expect(columns).toEqual([...new Set(columns)].sort((a, b) => a - b));
    expect(Math.max(...columns)).toBeGreaterThan(50);
  });

  it('keeps the noise of each table beside the number of patients, and rules whose columns are all kept', () => {
    const plan = aPlan({ dictionary: wide(30) });
    const small = smallerPlan(plan, { columns: [0, 2, 7], times: 0.1 });
    expect(small.dictionary.columns.map(({ name }) => name)).toEqual(['c0', 'c2', 'c7']);
    expect(small.dictionary.rules).toEqual([]);
    expect(small.blocks.map(({ name, tables }) => [name, tables])).toEqual([['target-pairs', [[0, 2], [1, 2]]], ['other-pairs', [[0, 1]]]]);
    small.blocks.forEach(({ variance }, b) => expect(variance).toBeCloseTo(plan.blocks[b].variance / 100, 6));
  });
});
