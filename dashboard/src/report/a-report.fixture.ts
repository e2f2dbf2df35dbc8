import type { BenchmarkReport } from '../api/model.js';

const scores = { roc: [], calibration: null, accuracy: 0.5, auroc: 0.5, confusion: [], classes: [], macroAverage: { precision: 0, recall: 0, f1: 0, support: 0 }, weightedAverage: { precision: 0, recall: 0, f1: 0, support: 0 } };

const even = { value: 0.5, low: 0.4, high: 0.6 };
const membership = { auroc: even, truePositives: { found: 0, members: 1, rate: { value: 0, low: 0, high: 1 } } };
const attack = { members: { attempts: 1, successes: 0 }, control: { attempts: 1, successes: 0 }, risk: { value: 0, low: 0, high: 1 } };

/** A report of one classifier; only what a specification is about needs to be said. */
export function aReport(changed: Partial<BenchmarkReport>): BenchmarkReport {
  return {
    format: 'commonward/report/3',
    basis: 'public benchmark, not private',
    verdict: { kind: 'useful', grounds: [] },
    study: 's',
    planSha256: '00',
    generatorSha256: '00',
    dictionary: { name: 'd', version: '1', target: 't' },
    seed: 0,
    rows: { synthetic: 1, train: 1, test: 1 },
    samples: { synthetic: 1, train: 1, test: 1, compared: 1 },
    recordsSha256: { train: '00', test: '00' },
    classes: [],
    classifiers: [{ name: 'randomForest', synthetic: scores, real: scores }],
    mean: { synthetic: scores, real: scores },
    auroc: { synthetic: even, real: even, difference: { value: 0, low: 0, high: 0 } },
    hospitals: [],
    tellingApart: { propensity: { pMse: 0, ratio: 0, auroc: 0.5 }, forestAuroc: 0.5, discrepancy: { biased: 0, unbiased: 0 } },
    rareGroups: { groups: 0, present: 0, ratio: null },
    disclosure: {
      samples: { members: 1, nonMembers: 1, targets: 1, crowd: 1, synthetic: 1 },
      nearerToTraining: { training: 0, heldOut: 0, tied: 1, share: even },
      membership: { distance: membership, densityRatio: membership },
      singlingOut: { univariate: attack, multivariate: attack },
      linkability: attack,
      attributeInference: attack,
    },
    audit: null,
    importance: { models: ['randomForest'], columns: [], rankCorrelation: 0 },
    groups: [{ name: { kind: 'everyone' }, records: { synthetic: 1, train: 1, test: 1 }, accuracy: null, membership: null, findings: [] }],
    fidelity: { tv1: 0, tv2: 0, corr: 0, copies: 0, outOfDictionaryCells: 0, ruleViolations: 0 },
    marginals: [],
    association: { measure: 'bias-corrected Cramér’s V', columns: [], synthetic: [], real: [] },
    ...changed,
  };
}
