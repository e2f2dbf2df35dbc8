import { describe, expect, it } from '@jest/globals';
import { fidelity, seededRandom } from '@commonward/evaluation';
import { parseDictionary } from '@commonward/schema';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { UsageError } from '../usage-error.js';
import { federatedRecords } from './federation.js';
import { measure, type BenchmarkCohort } from './measure.js';
import { reportText } from './report-text.js';
import { qualityReport } from './report.js';

const guarantee = { epsilon: 10, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
const silent = (): void => undefined;

function aDictionary(change: object = {}): DataDictionary {
  const columns = [
    { name: 'age', type: 'numeric', min: 0, max: 100, missing: [], integer: true },
    { name: 'stage', type: 'categorical', categories: ['1', '2', '3'], missing: [''] },
    { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
  ];
  const dictionary = { name: 'toy', kind: 'table', unit: 'patient', target: 'ill', columns, ...change };
  return parseDictionary({ text: JSON.stringify(dictionary), file: 'd.json' });
}

/** Patients whose age and stage rise with illness. */
function patients(rows: number, seed: number): RecordTable {
  const random = seededRandom(seed);
  const ill = Float64Array.from({ length: rows }, () => random.below(2));
  const age = ill.map((y) => 30 + 25 * y + random.below(30));
  const stage = ill.map((y) => (random.uniform() < 0.1 ? NaN : Math.min(2, random.below(2) + y)));
  return { rows, columns: [age, stage, ill] };
}

function aCohort(change: Partial<BenchmarkCohort> = {}): BenchmarkCohort {
  const sites = [{ name: 'north', table: patients(120, 1) }, { name: 'south', table: patients(120, 2) }];
  return { dictionary: aDictionary(), sites, test: null, ...change };
}

describe('measure', () => {
  const cohort = aCohort();
  const { real, synthetic: [generated] } = measure({ cohort, guarantee, trust: 'local', settings: ['moments'], generators: ['records'], seeds: 2, firstSeed: 0, force: false, progress: silent });
  const terms = { guarantee, trust: 'local', real, generated, reference: generated, seconds: 1 } as const;
  const report = qualityReport({ dictionary: cohort.dictionary, ...terms });

  it('finds synthetic records nearly as useful as real ones where little noise is needed', () => {
    expect(report.trtr.auroc).toBeGreaterThan(0.85);
    expect(report.auroc.mean).toBeGreaterThan(report.trtr.auroc - 0.05);
  });

  it('reports every number of the protocol, and only finite ones', () => {
    expect(JSON.stringify(report)).not.toContain('null');
    expect(Object.keys(report.classifiers)).toHaveLength(6);
    expect(report).toMatchObject({ ...guarantee, dataset: 'toy', trust: 'local', generator: 'records', seeds: 2, outOfDictionaryCells: 0, ruleViolations: 0 });
    expect(report.tv2).toBeGreaterThan(0);
    expect(report.tv2).toBeLessThan(0.12);
  });

  it('says for whom the numbers are', () => {
    const open = qualityReport({ dictionary: aDictionary({ public: true }), ...terms });
    expect(open.label).toBe('public benchmark, not private');
    expect(report.label).toMatch(/for the holder of this folder only/);
    expect(reportText(report)).toContain(report.label);
  });

  it('scores the real records once where the cohort has test rows of its own', () => {
    const { real, synthetic } = measure({ cohort: aCohort({ sites: [{ name: 'north', table: patients(40, 4) }], test: patients(30, 3) }), guarantee, trust: 'local', settings: ['moments'], generators: ['records'], seeds: 2, firstSeed: 0, force: false, progress: silent });
    expect([real.length, synthetic[0].scores.length]).toEqual([1, 2]);
  });

  it.each([
    ['a target with three categories', aCohort({ dictionary: aDictionary({ target: 'stage' }) }), /has 3 categories/],
    ['test rows with one class', aCohort({ test: { rows: 1, columns: [Float64Array.of(50), Float64Array.of(0), Float64Array.of(1)] } }), /the test rows do not hold both classes/],
  ])('refuses %s', (_, refused, sentence) => {
    const run = () => measure({ cohort: refused, guarantee, trust: 'local', settings: ['moments'], generators: ['records'], seeds: 1, firstSeed: 0, force: false, progress: silent });
    expect(run).toThrow(UsageError);
    expect(run).toThrow(sentence);
  });

  it('passes on why a study is refused', () => {
    const dictionary = aDictionary({ publicCohortSize: { north: 120, south: 120 } });
    const run = () => measure({ cohort: aCohort({ dictionary }), guarantee: { ...guarantee, epsilon: 0.001 }, trust: 'local', settings: ['moments'], generators: ['records'], seeds: 1, firstSeed: 0, force: false, progress: silent });
    expect(run).toThrow(/the study is refused: /);
  });

  it('runs a study that is refused where it is forced to, with the noise that was refused: the tables are worse than without any relation', () => {
    const dictionary = aDictionary({ publicCohortSize: { north: 120, south: 120 } });
    const { synthetic } = measure({ cohort: aCohort({ dictionary }), guarantee: { ...guarantee, epsilon: 0.02 }, trust: 'local', settings: ['moments'], generators: ['records'], seeds: 1, firstSeed: 0, force: true, progress: silent });
    const [{ fidelity: distances, forecast, workload }] = synthetic[0].scores;
    expect(workload).toBe('one-ways');
    expect(distances.tv2).toBeGreaterThan(0.3);
    expect(forecast.tv2).toBeGreaterThan(0.3);
  });

  it('prints what was forecast beside what was measured', () => {
    expect(report.forecast.tv2Ratio).toBeCloseTo(report.forecast.tv2 / report.tv2, 12);
    expect(reportText(report)).toContain(`forecast: ${report.forecast.tv1.toFixed(3)} one-way, ${report.forecast.tv2.toFixed(3)} two-way`);
  });

  it('finds four sites’ tables nearer to the truth with shared noise than with full noise at each', () => {
    const sites = ['north', 'south', 'west', 'east'].map((name, k) => ({ name, table: patients(60, k + 1) }));
    const real = { rows: 240, columns: [0, 1, 2].map((j) => Float64Array.from(sites.flatMap(({ table }) => [...table.columns[j]]))) };
    const task = { dictionary: aDictionary(), guarantee: { ...guarantee, epsilon: 1 }, sites, rows: 240, force: false };
    const distanceOf = (trust: 'local' | 'shared', seed: number) => fidelity({ synthetic: federatedRecords({ ...task, trust, seed, setting: 'moments', generators: ['records'] }).synthetic[0], real, dictionary: task.dictionary }).tv2;
    const distance = (trust: 'local' | 'shared') => [0, 1, 2, 3].reduce((sum, seed) => sum + distanceOf(trust, seed), 0);
    expect(distance('shared')).toBeLessThan(0.8 * distance('local'));
  });

  it('says why two sites cannot share noise', () => {
    const run = () => measure({ cohort: aCohort(), guarantee, trust: 'shared', settings: ['moments'], generators: ['records'], seeds: 1, firstSeed: 0, force: false, progress: silent });
    expect(run).toThrow('A masked sum needs at least 3 sites, but there are 2');
  });

  it('compares generators seed by seed, on the same releases', () => {
    const [first, second] = generated.scores.map(({ utility, ...scores }, seed) => ({ ...scores, utility: { ...utility, auroc: utility.auroc + [0.01, 0.03][seed] } }));
    const { lessReference } = qualityReport({ dictionary: cohort.dictionary, ...terms, generated: { setting: 'moments', generator: 'neural', scores: [first, second] } });
    expect(lessReference.generator).toBe('records');
    expect(lessReference.auroc.mean).toBeCloseTo(0.02, 10);
    expect(lessReference.auroc.sd).toBeCloseTo(0.01 * Math.SQRT2, 10);
    expect(lessReference.tv2).toEqual({ mean: 0, sd: 0 });
  });

  it('compares with every site by itself on the same splits', () => {
    expect(report.singleSites.map(({ site }) => site)).toEqual(['north', 'south']);
    expect(report.bestSingleSite.accuracy).toBe(Math.max(...report.singleSites.map(({ accuracy }) => accuracy)));
    expect(report.aboveBestSite.auroc.mean).toBeCloseTo(report.auroc.mean - Math.max(...report.singleSites.map(({ auroc }) => auroc)), 10);
  });

  it('names a budget that cannot be planned for', () => {
    const run = () => measure({ cohort: aCohort(), guarantee: { ...guarantee, epsilon: 1e9 }, trust: 'local', settings: ['moments'], generators: ['records'], seeds: 1, firstSeed: 0, force: false, progress: silent });
    expect(run).toThrow(UsageError);
  });
});
