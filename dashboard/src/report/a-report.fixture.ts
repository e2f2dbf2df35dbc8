import type { BenchmarkReport } from '../api/model.js';

const scores = { accuracy: 0.5, auroc: 0.5, confusion: [], classes: [], macroAverage: { precision: 0, recall: 0, f1: 0, support: 0 }, weightedAverage: { precision: 0, recall: 0, f1: 0, support: 0 } };

/** A report of one classifier; only what a specification is about needs to be said. */
export function aReport(changed: Partial<BenchmarkReport>): BenchmarkReport {
  return {
    format: 'commonward/report/1',
    basis: 'public benchmark, not private',
    study: 's',
    planSha256: '00',
    generatorSha256: '00',
    dictionary: { name: 'd', version: '1', target: 't' },
    seed: 0,
    rows: { synthetic: 1, train: 1, test: 1 },
    recordsSha256: { train: '00', test: '00' },
    classes: [],
    classifiers: [{ name: 'randomForest', synthetic: scores, real: scores }],
    mean: { synthetic: scores, real: scores },
    fidelity: { tv1: 0, tv2: 0, corr: 0, copies: 0, outOfDictionaryCells: 0, ruleViolations: 0 },
    marginals: [],
    association: { measure: 'bias-corrected Cramér’s V', columns: [], synthetic: [], real: [] },
    ...changed,
  };
}
