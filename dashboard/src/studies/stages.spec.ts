import { describe, expect, it } from '@jest/globals';
import type { Round, Study } from '../api/model.js';
import { stagesOf } from './stages.js';

const guarantee = { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
const plan = { workload: 'one-ways', sha256: '00', tables: 1, cells: 1, grid: 1, blocks: [] } as const;
const generator = { sha256: '00', trainedAt: '2026-01-01T00:00:00Z', recordsEstimated: 1, seconds: 1 };
const open: Round = { round: 1, phase: 'collecting', openedAt: '2026-01-01T00:00:00Z', closedAt: null, sites: [] };

function aStudy(changed: Partial<Study>): Study {
  return {
    id: 's', name: 's', state: 'draft', guarantee, trust: 'local', aggregation: 'plain', sites: ['a', 'b'], createdAt: '', updatedAt: '',
    dictionary: { name: 'd', title: 'd', target: 't', public: false, columns: [] }, failure: null, plan, generator: null, fidelity: null, rounds: [],
    forecast: { outcome: 'one-ways', reason: '', relativeNoise: { target: null, other: null }, cohort: null, guarantee, sites: [], releaseBytes: 0 },
    ...changed,
  };
}

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

  it('breaks at the releases when the study was stopped before they were complete', () => {
    expect(states({ state: 'stopped', rounds: [{ ...open, phase: 'aborted' }] })).toEqual(['done', 'broken', 'next', 'next']);
  });
});
