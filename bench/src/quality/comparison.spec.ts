import { describe, expect, it } from '@jest/globals';
import { comparison } from './comparison.js';
import { comparisonText } from './comparison-text.js';
import type { PeerOutcome, PeerScores } from './peers/measure-peers.js';
import type { QualityReport } from './report.js';

const guarantee = { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
const fidelity = { tv1: 0.05, tv2: 0.15, corr: 0.1, copies: 2, outOfDictionaryCells: 0, ruleViolations: 0 };
const scored = (accuracy: number): PeerScores => ({ utility: { accuracy, auroc: 0.9, classifiers: {} as PeerScores['utility']['classifiers'] }, fidelity, cpuSeconds: 8 });
const ours = {
  ...guarantee, ...fidelity, generator: 'records', trust: 'local', accuracy: { mean: 0.79, sd: 0.03 }, auroc: { mean: 0.86, sd: 0.02 },
  trtr: { accuracy: 0.83, auroc: 0.91 }, bestSingleSite: { site: 'north', accuracy: 0.8, auroc: 0.88 }, independentColumns: { accuracy: 0.51, auroc: 0.5 },
} as unknown as QualityReport;
const peers: PeerOutcome[] = [
  { method: 'ctgan', source: 'ctgan 0.12.1', guarantee: null, scores: [scored(0.5), scored(0.6)], problems: [] },
  { method: 'mst', source: 'dpmm 0.1.9', guarantee, scores: [scored(0.7)], problems: ['ValueError: no'] },
  { method: 'aim', source: null, guarantee: null, scores: [], problems: [] },
];
const rows = comparison([ours], peers);

describe('the comparison of a benchmark', () => {
  it('has ours, real records pooled and of the best site, columns without relations, and every peer', () => {
    expect(rows.map(({ name }) => name)).toEqual(['Commonward, records', 'real records, pooled', 'real records, north only (best site)', 'independent columns', 'CTGAN (ctgan 0.12.1)', 'MST (dpmm 0.1.9)', 'AIM']);
  });

  it('says for whom the noise of each is, so that one is not mistaken for the other', () => {
    expect(rows.map((row) => row.guarantee)).toEqual(['epsilon 1, each site its own noise', 'none', 'none', 'none', 'none', 'epsilon 1, all records in one place', '']);
  });

  it('has means and spreads over the seeds that a peer finished', () => {
    expect(rows[4].scores?.accuracy).toEqual({ mean: 0.55, sd: expect.closeTo(Math.SQRT1_2 / 10, 12) });
    expect(rows[5].scores?.accuracy).toEqual({ mean: 0.7, sd: null });
  });

  it('says in a sentence what is not installed, and what failed', () => {
    const text = comparisonText(rows);
    expect(text).toContain('AIM: not here: $PYTHON has no dpmm.');
    expect(text).toContain('MST (dpmm 0.1.9), epsilon 1, all records in one place: 1 of 2 seeds failed: ValueError: no.');
    expect(text.split('\n').filter((line) => line.startsWith('AIM'))).toHaveLength(1);
  });
});
