import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { makeReport, type BenchmarkReport } from '@commonward/evaluation';
import type { RecordTable } from '@commonward/schema';
import { independentColumns } from '../quality/baselines.js';
import { generatedRecords } from '../generators.js';
import { releasedTables } from '../quality/federation.js';
import { simulatedSites } from '../tables/simulated-sites.js';
import { NO_STUDY } from './measure.js';
import { evaluationOptions } from './options.js';

jest.setTimeout(120_000);

const trial = simulatedSites({ rows: 2400, columns: 10, sites: 3, seed: 'verdict-0' });
const reportOn = (synthetic: RecordTable): BenchmarkReport =>
  makeReport({ ...NO_STUDY, dictionary: trial.dictionary, synthetic, hospitals: [trial.train], tests: [trial.test], subgroups: [], seed: 0 });

/** The records of a study with full noise at every site. */
function privateRecords(): RecordTable {
  const guarantee = { epsilon: 10, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const released = releasedTables({ dictionary: trial.dictionary, guarantee, trust: 'local', setting: 'moments', sites: trial.sites, seed: 1, force: false });
  return generatedRecords(released, trial.train.rows)('records').synthetic;
}

describe('the verdict tells apart', () => {
  let good: BenchmarkReport;
  beforeAll(() => {
    good = reportOn(privateRecords());
  });

  it('the records of a private study, which are useful, and whose members are guessed like a coin falls', () => {
    expect(good.verdict).toEqual({ kind: 'useful', grounds: [] });
    for (const { auroc } of Object.values(good.disclosure.membership)) expect(Math.abs(auroc.value - 0.5)).toBeLessThan(0.05);
    expect(good.audit?.shownEpsilon).toBeLessThan(0.5);
  });

  it('a copy of the training records, which discloses them', () => {
    const { verdict, disclosure, audit } = reportOn(trial.train);
    expect(verdict.kind).toBe('discloses');
    expect(verdict.grounds).toEqual(expect.arrayContaining(['membership by distance', 'membership by density ratio']));
    for (const { auroc } of Object.values(disclosure.membership)) expect(auroc.low).toBeGreaterThan(0.95);
    expect(audit?.shownEpsilon).toBeGreaterThan(2);
  });

  it('columns that are each right by itself and have nothing to do with each other, which are no better than chance', () => {
    const { verdict, fidelity } = reportOn(independentColumns(trial.train, 0));
    expect(fidelity.tv1).toBe(0);
    expect(verdict).toEqual({ kind: 'no better than chance', grounds: ['utility', 'association'] });
  });
});

describe('bench:evaluation', () => {
  it('reads lists of sizes, and says what it cannot read', () => {
    expect(evaluationOptions(['--rows', '100,200', '--columns', '10'])).toEqual({ rows: [100, 200], columns: [10], hospitals: 4 });
    expect(() => evaluationOptions(['--rows', '-1'])).toThrow('Expected a whole number from 1 on.');
  });
});
