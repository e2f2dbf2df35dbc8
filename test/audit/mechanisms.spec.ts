import { describe, expect, it } from '@jest/globals';
import { exponentialMechanism, permuteAndFlip } from '@commonward/privacy';

import type { Audited } from './audited.js';
import { auditGaussianCounts, auditLaplaceCounts } from './counts.js';
import { auditResponses } from './responses.js';
import { seeds } from './seeds.js';
import { auditSelection } from './selections.js';
import { auditTables } from './tables.js';

const audits: [name: string, audit: (seed: string) => Audited][] = [
  ['counts under discrete Gaussian noise', auditGaussianCounts],
  ['counts under discrete Laplace noise', auditLaplaceCounts],
  ['the tables of a plan', auditTables],
  ['records of one column under randomised response', (seed) => auditResponses(seed, { columns: 1, epsilon: 1.5 })],
  ['records of three columns under randomised response', (seed) => auditResponses(seed, { columns: 3, epsilon: 3 })],
  ['a choice by the exponential mechanism', (seed) => auditSelection(exponentialMechanism, seed)],
  ['a choice by permute-and-flip', (seed) => auditSelection(permuteAndFlip, seed)],
];

describe('an audit of a mechanism, at 99.9 % confidence over all seeds', () => {
  it.each(audits)('sees of %s never more than is claimed, and at best at least a tenth of it', (_, audit) => {
    const results = seeds.map(audit);
    expect(results.filter(({ claimed, seen }) => seen > claimed)).toEqual([]);
    expect(Math.max(...results.map(({ claimed, seen }) => seen / claimed))).toBeGreaterThan(0.1);
    expect(results.filter(({ claimed }) => claimed > 6)).toEqual([]);
  });
});
