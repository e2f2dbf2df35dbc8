import { describe, expect, it } from '@jest/globals';
import type { Round, Study } from '../api/model.js';
import { aRound } from '../rounds/a-round.fixture.js';
import { aStudy } from './a-study.fixture.js';
import { stagesOf } from './stages.js';

const generator = { sha256: '00', trainedAt: '2026-01-01T00:00:00Z', recordsEstimated: 1, leftOut: [], seconds: 1 };
const open: Round = aRound({});

const states = (changed: Partial<Study>): string[] => stagesOf(aStudy(changed)).map(({ state }) => state);

describe('stagesOf', () => {
  it('has only the plan done in a draft', () => {
    expect(states({})).toEqual(['done', 'next', 'next', 'next']);
  });

  it('waits for releases while the round is collecting', () => {
    expect(states({ state: 'running', rounds: [open] })).toEqual(['done', 'now', 'next', 'next']);
  });

  it('trains once the round is complete', () => {
    expect(states({ state: 'running', rounds: [{ ...open, phase: 'complete' }] })).toEqual(['done', 'done', 'now', 'next']);
  });

  it('opens exports with the generator', () => {
    expect(states({ state: 'trained', generator })).toEqual(['done', 'done', 'done', 'done']);
  });

  it('breaks at the releases when too few came in time, and waits for them in a pause', () => {
    expect(states({ state: 'expired', rounds: [{ ...open, phase: 'aborted', reason: 'timeout' }] })).toEqual(['done', 'broken', 'next', 'next']);
    expect(states({ state: 'paused', rounds: [{ ...open, pausedAt: '2026-01-01T00:00:00Z' }] })).toEqual(['done', 'now', 'next', 'next']);
  });

  it('breaks at the releases when the study was stopped before they were complete', () => {
    expect(states({ state: 'stopped', rounds: [{ ...open, phase: 'aborted' }] })).toEqual(['done', 'broken', 'next', 'next']);
  });
});
