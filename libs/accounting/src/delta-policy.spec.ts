import { describe, expect, it } from '@jest/globals';

import { deltaRefusal } from './delta-policy.js';

describe('deltaRefusal', () => {
  it('accepts a delta of up to a tenth of one over the cohort', () => {
    expect(deltaRefusal({ delta: 1e-5, publicCohortSize: 10_000 })).toBeNull();
    expect(deltaRefusal({ delta: 2.5e-4, publicCohortSize: 400 })).toBeNull();
    expect(deltaRefusal({ delta: 2.5001e-4, publicCohortSize: 400 })).not.toBeNull();
  });

  it('refuses a larger one, with the largest that it would accept', () => {
    expect(deltaRefusal({ delta: 1e-3, publicCohortSize: 400 })).toBe(
      'Delta 0.001 is too large for a cohort of 400: it must be at most 1 / (10 x 400).',
    );
  });

  it('asks for a delta and a cohort', () => {
    expect(() => deltaRefusal({ delta: 0, publicCohortSize: 400 })).toThrow('delta must be more than 0 and less than 1, but it is 0');
    expect(() => deltaRefusal({ delta: 1e-5, publicCohortSize: 0 })).toThrow('publicCohortSize must be a positive safe integer, but it is 0');
  });
});
