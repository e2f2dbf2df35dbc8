import type { Guarantee, Study } from '../api/model.js';

const guarantee: Guarantee = { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };

/** A draft over two sites; only what a specification is about needs to be said. */
export function aStudy(changed: Partial<Study>): Study {
  return {
    id: 's',
    name: 's',
    state: 'draft',
    evaluates: null,
    guarantee,
    trust: 'local',
    aggregation: 'plain',
    sites: ['a', 'b'],
    quorum: 2,
    createdAt: '2026-01-01T09:00:00Z',
    updatedAt: '2026-01-01T09:00:00Z',
    dictionary: { kind: 'table', name: 'd', title: 'd', target: 't', public: false, columns: [] },
    forecast: { outcome: 'one-ways', reason: '', relativeNoise: { target: null, other: null }, cohort: null, guarantee, trust: 'local', aggregation: 'plain', sites: [], views: null, releaseBytes: 0, expectation: null, settings: [] },
    plan: { workload: 'one-ways', rosterSha256: null, sha256: '00', tables: 1, cells: 1, grid: 1, blocks: [] },
    rounds: [],
    summedAt: null,
    generator: null,
    fidelity: null,
    report: null,
    evaluation: null,
    failure: null,
    ...changed,
  };
}
