import { describe, expect, it } from '@jest/globals';
import { aGuarantee, aPlan } from '../../test/simulated-table.js';
import { parsePlan } from './index.js';
import type { PairsPlan } from './index.js';

const plan = aPlan();
const changed = (changes: object) => () => parsePlan(JSON.stringify({ ...plan, ...changes }));
const withBlock = (changes: Partial<PairsPlan['blocks'][number]>) => ({ blocks: [{ ...plan.blocks[0], ...changes }, plan.blocks[1]] });

describe('reading a plan', () => {
  it('gives back the plan that was written, frozen', () => {
    const read = parsePlan(JSON.stringify(plan));
    expect(read).toEqual(plan);
    expect(Object.isFrozen(read.guarantee)).toBe(true);
    expect(read.encoding === 'pairs' && Object.isFrozen(read.blocks[0].tables[0])).toBe(true);
  });

  it.each([
    ['a table outside the dictionary', 'blocks.0.tables', withBlock({ tables: [[0, 5], ...plan.blocks[0].tables.slice(1)] })],
    ['a table that appears twice', 'blocks.0.tables', withBlock({ tables: [...plan.blocks[0].tables, [0, 4]] })],
    ['tables of another workload', 'blocks.1.name', { workload: 'target-pairs' }],
    ['a block of another workload', 'blocks', { workload: 'one-ways' }],
    ['a variance that is not whole', 'blocks.0.variance', withBlock({ variance: 1.5 })],
    ['a variance that is not a safe integer', 'blocks.0.variance', withBlock({ variance: 2 ** 53 })],
    ['noise below four grid steps', 'blocks.0.variance', withBlock({ variance: 15 })],
    ['noise below what the guarantee needs', 'blocks', withBlock({ variance: plan.blocks[0].variance - 10 })],
    ['a guarantee that the noise does not give', 'blocks', { guarantee: aGuarantee({ epsilon: 2.9 }) }],
    ['counts that could overflow in the sum', 'clampTo', { clampTo: 2 ** 30 }],
    ['a grid coarser than its clamp', 'grid', { clampTo: plan.grid - 1 }],
    ['a site named twice', 'sites', { sites: ['north', 'north'] }],
    ['a seed that is not 32 bytes', 'seed', { seed: 'c0ffee' }],
    ['a dictionary without its target', 'dictionary', { dictionary: { ...plan.dictionary, target: 'nothing' } }],
    ['a delta of zero', 'guarantee.delta', { guarantee: aGuarantee({ delta: 0 }) }],
  ])('rejects %s, naming the field %s', (_, field, changes) => {
    expect(changed(changes)).toThrow(RangeError);
    expect(changed(changes)).toThrow(`field "${field}"`);
  });

  it('rejects a field it does not know, so that nothing rides along', () => {
    expect(changed({ extra: 1 })).toThrow(RangeError);
  });

  it('rejects text that is not JSON', () => {
    expect(() => parsePlan('{')).toThrow('The plan is not JSON');
  });
});
