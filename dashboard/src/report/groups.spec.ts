import { describe, expect, it } from '@jest/globals';
import { aReport } from './a-report.fixture.js';
import { groupText, inhabited, type ReportedGroup } from './groups.js';

const [everyone] = aReport({}).groups;
const cell = (label: string, train: number): ReportedGroup => ({ ...everyone, name: { kind: 'cell', column: 'sex', label }, records: { synthetic: 0, train, test: 0 } });

describe('the groups of a report', () => {
  it('are named as people read them', () => {
    expect([everyone, { ...everyone, name: { kind: 'hospital', hospital: 2 } } as const, cell('female', 1)].map(groupText)).toEqual(['Everyone', 'Hospital 2', 'sex: female']);
  });

  it('leave out who is nowhere among the real records', () => {
    expect(inhabited([everyone, cell('female', 3), cell('other', 0)]).map(groupText)).toEqual(['Everyone', 'sex: female']);
  });
});
