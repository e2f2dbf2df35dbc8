import { describe, expect, it } from '@jest/globals';
import { groupFindings, type GroupNumbers } from './findings.js';

const within = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const accuracy = (records: number, difference: number, half: number) => ({ records, synthetic: within(0.8, half), real: within(0.8 - difference, half), difference: within(difference, half) });
const everyone = { records: { synthetic: 1000, train: 1000 }, accuracy: accuracy(400, -0.02, 0.02) };
const group = (changes: Partial<GroupNumbers> = {}): GroupNumbers => ({ records: { synthetic: 100, train: 100, test: 40 }, accuracy: accuracy(40, -0.02, 0.05), membership: within(0.5, 0.1), ...changes });
const findings = (changes: Partial<GroupNumbers>): readonly string[] => groupFindings(group(changes), everyone);

describe('the findings about a group', () => {
  it('are none where it is there, served and hidden like everyone', () => {
    expect(findings({})).toEqual([]);
  });

  it('are none of a group that nobody is in', () => {
    expect(findings({ records: { synthetic: 0, train: 0, test: 0 }, accuracy: null })).toEqual([]);
  });

  it('say that fewer than thirty test records are too few to tell, and then not that they are served worse', () => {
    expect(findings({ accuracy: accuracy(29, -0.5, 0.1) })).toEqual(['too few to tell']);
    expect(findings({ accuracy: null })).toEqual(['too few to tell']);
  });

  it('say that a group is hardly there only where that is sure', () => {
    const there = (synthetic: number) => findings({ records: { synthetic, train: 100, test: 40 } });
    // Of 1,000 records half of the real share would be 50; 36 have an exact 95 % interval up to .0495 and 37 one up to .0506 (Clopper, Pearson).
    expect([there(36), there(37)]).toEqual([['hardly there'], []]);
  });

  it('say nothing of how many there are of a hospital, which no synthetic record is of', () => {
    expect(findings({ records: { synthetic: null, train: 100, test: 40 } })).toEqual([]);
  });

  it('say that a group is served worse where it surely loses more than everyone does', () => {
    expect([findings({ accuracy: accuracy(40, -0.1, 0.07) }), findings({ accuracy: accuracy(40, -0.1, 0.09) })]).toEqual([['served worse'], []]);
  });

  it('say that a group is exposed where its members are surely guessed', () => {
    expect([findings({ membership: within(0.66, 0.1) }), findings({ membership: within(0.64, 0.1) }), findings({ membership: null })]).toEqual([['exposed'], [], []]);
  });
});
