import { describe, expect, it } from '@jest/globals';
import type { Study } from '../api/model.js';
import { aStudy } from '../studies/a-study.fixture.js';
import { reportState } from './report-state.js';

const open = { ...aStudy({}).dictionary, public: true };
const stated = { sha256: '00', statedBy: 'grace', statedAt: '2026-01-01T09:00:00Z', shownEpsilon: null };
const absence = (changed: Partial<Study>): string | null => {
  const state = reportState(aStudy({ dictionary: open, ...changed }));
  return state.kind === 'absent' ? state.absence : null;
};

describe('reportState', () => {
  it('finds the report of a trained study on public records', () => {
    expect(reportState(aStudy({ dictionary: open, state: 'trained', report: stated }))).toEqual({ kind: 'stated', stated });
  });

  it('says that one can be made when a study on public records is trained', () => {
    expect(absence({ state: 'trained' })).toBe('missing');
  });

  it('tells a study that has no generator yet from one that never will have one', () => {
    expect((['draft', 'running', 'stopped', 'failed'] as const).map((state) => absence({ state }))).toEqual(['unfinished', 'unfinished', 'ended', 'ended']);
  });

  it('never shows a report on records that are not public', () => {
    expect(absence({ dictionary: { ...open, public: false }, state: 'trained', report: stated })).toBe('private');
  });
});
