import { describe, expect, it } from '@jest/globals';
import { tableLayout } from '@commonward/schema';
import { aDictionary } from '../../test/simulated-table.js';
import { forbiddenCells } from './forbidden-cells.js';
import { replaceRuleBreakers } from './rule-breakers.js';

const dictionary = aDictionary({ rules: [{ columns: ['chol', 'disease'], values: ['', '1'] }] });
const layout = tableLayout(dictionary);
const forbidden = forbiddenCells(dictionary);
const BROKEN = [0, 3, 0, 0, 1];

describe('records that break a rule', () => {
  it('give way to the nearest earlier record that keeps the rules, or to the first', () => {
    const sound = [[1, 0, 0, 0, 1], [2, 3, 1, 2, 0]];
    const codes = Uint8Array.from([BROKEN, sound[0], BROKEN, BROKEN, sound[1], BROKEN].flat());
    replaceRuleBreakers(codes, { layout, rows: 6, forbidden });
    expect(Array.from(codes)).toEqual([sound[0], sound[0], sound[0], sound[0], sound[1], sound[1]].flat());
  });

  it('cannot be replaced if all do', () => {
    expect(() => replaceRuleBreakers(Uint8Array.from(BROKEN), { layout, rows: 1, forbidden })).toThrow(RangeError);
  });
});
