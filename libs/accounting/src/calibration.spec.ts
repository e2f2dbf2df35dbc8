import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import type { Accountant } from './accountant.js';
import { discreteGaussian, gaussian, repeated, sampled } from './an-event.fixture.js';
import { calibrate, type Calibration } from './calibration.js';
import type { DpEvent } from './dp-event.js';
import { gdpAccountant } from './gdp/gdp-accountant.js';
import { rdpAccountant, rdpAccountantAt } from './rdp/rdp-accountant.js';
import { relativeError } from './relative-error.fixture.js';
import { zcdpAccountant } from './zcdp/zcdp-accountant.js';
import { rhoFor } from './zcdp.js';

const vectors = JSON.parse(readFileSync(new URL('../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  dp_accounting_orders: number[];
  calibration: { rows: [epsilon: number, q: number, steps: number, delta: number, dpAccounting: number, opacus: number, pld: number | null][] };
  gaussian_exact_sigma: { rows: [epsilon: number, delta: number, sigma: number][] };
};

const request = (accountant: Accountant, eventOf: (noise: number) => DpEvent, target: { epsilon: number; delta: number }): Calibration => ({
  accountant,
  eventOf,
  guarantee: { ...target, unit: 'patient', adjacency: 'add-or-remove-one' },
  noise: { least: 0.1, most: 1000 },
  tolerance: 1e-6,
});
const calibrated = (calibration: Calibration) => {
  const answer = calibrate(calibration);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer;
};
const known = vectors.calibration.rows.filter(([epsilon, , , delta]) => epsilon === 1 && delta === 1e-5);

describe('calibrate', () => {
  it.each(known)('finds the noise of dp-accounting for epsilon %d, q %d, %d steps at delta %d, or less where that drops orders', (...row) => {
    const [epsilon, q, steps, delta, theirs, opacus, pld] = row;
    const training = (noise: number) => repeated(q === 1 ? gaussian(noise) : sampled(gaussian(noise), Math.round(1000 * q), 1000), steps);
    const asked = request(rdpAccountantAt(vectors.dp_accounting_orders), training, { epsilon, delta });
    const { noise } = calibrated({ ...asked, noise: { least: 0.4, most: 100 }, tolerance: 1e-5 });
    expect(noise).toBeLessThan(theirs * (1 + 1.1e-5));
    expect(noise).toBeGreaterThan(theirs * 0.99);
    // Opacus stops once epsilon is within 1e-4, and has no orders above 63.
    expect(noise).toBeLessThan(opacus * 1.0001);
    if (pld !== null) expect(noise).toBeGreaterThan(pld);
  });

  it.each(vectors.gaussian_exact_sigma.rows)('finds the analytic Gaussian mechanism for epsilon %d at delta %d', (epsilon, delta, sigma) => {
    const { noise } = calibrated(request(gdpAccountant, gaussian, { epsilon, delta }));
    expect(relativeError(noise, sigma)).toBeLessThan(1.1e-6);
  });

  it('returns an event whose own epsilon was computed and is within the guarantee', () => {
    for (const accountant of [zcdpAccountant, rdpAccountant, gdpAccountant]) {
      const { event, epsilon } = calibrated(request(accountant, (noise) => discreteGaussian(100, Math.ceil(100 * noise * noise)), { epsilon: 1, delta: 1e-6 }));
      const answer = accountant.account(event, 'add-or-remove-one');
      expect(answer.kind === 'curve' && answer.epsilonAt(1e-6)).toBe(epsilon);
      expect(epsilon).toBeLessThanOrEqual(1);
    }
  });

  it('finds the least integer variance that a rho can pay for', () => {
    const rho = rhoFor({ epsilon: 2, delta: 1e-5 });
    const calibration = { ...request(zcdpAccountant, (noise) => discreteGaussian(1, Math.floor(noise)), { epsilon: 2, delta: 1e-5 }), noise: { least: 1, most: 1e4 } };
    const { event } = calibrated(calibration);
    expect(event).toEqual(discreteGaussian(1, Math.ceil(1 / (2 * rho))));
  });

  it('says so where the most noise is not enough, and where the accountant refuses', () => {
    expect(calibrate({ ...request(zcdpAccountant, gaussian, { epsilon: 2, delta: 1e-5 }), noise: { least: 1, most: 2 } })).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(/^Even with noise 2 epsilon is 2\.1\d+, more than 2\.$/),
    });
    expect(calibrate(request(zcdpAccountant, (noise) => sampled(gaussian(noise), 1, 2), { epsilon: 1, delta: 1e-5 }))).toMatchObject({ kind: 'refused' });
  });

  it('takes the least noise it was offered, if that is enough', () => {
    expect(calibrated({ ...request(gdpAccountant, gaussian, { epsilon: 1, delta: 1e-5 }), noise: { least: 50, most: 100 } }).noise).toBe(50);
  });

  it.each<[Partial<Calibration>, string]>([
    [{ tolerance: 0 }, 'tolerance must be more than 0 and less than 1, but it is 0'],
    [{ noise: { least: 0, most: 1 } }, 'noise.least must be a finite number above 0, but it is 0'],
    [{ noise: { least: 2, most: 1 } }, 'noise.most must be finite and at least noise.least, which is 2, but it is 1'],
    [{ guarantee: { epsilon: 0, delta: 1e-5, unit: 'patient', adjacency: 'replace-one' } }, 'epsilon must be a finite number above 0, but it is 0'],
    [{ guarantee: { epsilon: 1, delta: 1, unit: 'patient', adjacency: 'replace-one' } }, 'delta must be more than 0 and less than 1, but it is 1'],
  ])('refuses %j', (change, message) => {
    expect(() => calibrate({ ...request(gdpAccountant, gaussian, { epsilon: 1, delta: 1e-5 }), ...change })).toThrow(new RangeError(message));
  });
});
