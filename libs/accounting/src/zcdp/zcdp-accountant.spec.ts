import { describe, expect, it } from '@jest/globals';

import { accountantContract } from '../accountant-contract.fixture.js';
import { discreteGaussian, gaussian, laplace, sampled } from '../an-event.fixture.js';
import { epsilonOf } from '../zcdp.js';
import { zcdpAccountant } from './zcdp-accountant.js';

describe('the zCDP accountant', () => {
  accountantContract({ accountant: zcdpAccountant, slack: 0, runs: 50 });

  it('gives the epsilon that a ledger books', () => {
    const answer = zcdpAccountant.account(discreteGaussian(3, 12), 'add-or-remove-one');
    expect(answer.kind === 'curve' && answer.epsilonAt(1e-5)).toBeCloseTo(epsilonOf({ rho: 0.125, delta: 1e-5 }), 12);
  });

  it('refuses samples, which have no useful rho', () => {
    expect(zcdpAccountant.account(sampled(gaussian(1), 1, 100), 'add-or-remove-one')).toMatchObject({ kind: 'refused' });
  });

  it('refuses noise too small to be counted, and promises nothing below the truth for noise too large', () => {
    expect(zcdpAccountant.account(gaussian(1e-200), 'replace-one')).toMatchObject({ kind: 'refused' });
    expect(zcdpAccountant.account(laplace(1e-320), 'replace-one')).toMatchObject({ kind: 'refused' });
    const answer = zcdpAccountant.account(gaussian(1e170), 'replace-one');
    expect(answer.kind === 'curve' && answer.deltaAt(0)).toBeGreaterThan(0);
  });
});
