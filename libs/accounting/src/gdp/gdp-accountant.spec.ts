import { describe, expect, it } from '@jest/globals';

import { accountantContract } from '../accountant-contract.fixture.js';
import { composed, discreteGaussian, discreteLaplace, gaussian, laplace, repeated, sampled } from '../an-event.fixture.js';
import type { DpEvent } from '../dp-event.js';
import { gaussianEpsilon } from './gaussian-curve.js';
import { gdpAccountant } from './gdp-accountant.js';

const epsilonOf = (event: DpEvent, delta: number) => {
  const answer = gdpAccountant.account(event, 'add-or-remove-one');
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer.epsilonAt(delta);
};

describe('the GDP accountant', () => {
  accountantContract({ accountant: gdpAccountant, slack: 0, runs: 50 });

  it('calls itself approximate', () => {
    expect(gdpAccountant.standing).toBe('approximate');
  });

  it('is exact for continuous Gaussian noise, however it is composed', () => {
    expect(epsilonOf(composed(gaussian(5), gaussian(5 / 2), repeated(gaussian(10), 5)), 1e-5)).toBeCloseTo(gaussianEpsilon({ mu: 0.5, delta: 1e-5 }), 12);
  });

  it('takes discrete for continuous noise', () => {
    expect(epsilonOf(discreteGaussian(25, 100), 1e-5)).toBeCloseTo(gaussianEpsilon({ mu: 0.5, delta: 1e-5 }), 12);
  });

  it('bounds a pure epsilon by the Gaussian curve through its corner', () => {
    // Phi(-0.9674215661) = 1 / 6, which is 1 / (1 + e^epsilon) for epsilon = ln 5.
    expect(epsilonOf(laplace(1 / Math.log(5)), 0.5)).toBeCloseTo(gaussianEpsilon({ mu: 2 * 0.967421566101701, delta: 0.5 }), 9);
  });

  it('follows the central limit theorem for Gaussian noise on samples: mu^2 is steps q^2 (e^(1 / sigma^2) - 1)', () => {
    const mu = 0.01 * Math.sqrt(1000 * (Math.E - 1));
    expect(epsilonOf(repeated(sampled(gaussian(1), 1, 100), 1000), 1e-5)).toBeCloseTo(gaussianEpsilon({ mu, delta: 1e-5 }), 9);
    expect(epsilonOf(repeated(sampled(sampled(discreteGaussian(9, 9), 1, 10), 1, 10), 1000), 1e-5)).toBeCloseTo(gaussianEpsilon({ mu, delta: 1e-5 }), 9);
  });

  it('refuses samples under replace-one, and samples on which unlike things happened', () => {
    expect(gdpAccountant.account(sampled(gaussian(1), 1, 100), 'replace-one')).toMatchObject({ kind: 'refused' });
    expect(gdpAccountant.account(sampled(composed(gaussian(1), discreteLaplace(1, 2)), 1, 100), 'add-or-remove-one')).toMatchObject({ kind: 'refused' });
  });
});
