import { rhoUnits, rhoUnitsFor } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSpectrumPlan, aSpectrumStudy } from './a-spectrum-study.fixture.js';
import { planSpectrum } from './plan-spectrum.js';
import { spectrumEvent, spectrumLength } from './spectrum-plan.js';

const epsilons = fc.double({ min: 0.3, max: 20, noNaN: true });

describe('a plan for images', () => {
  it('costs at most its guarantee in both releases together, and nearly all of it', () => {
    fc.assert(
      fc.property(epsilons, fc.constantFrom('add-or-remove-one' as const, 'replace-one' as const), (epsilon, adjacency) => {
        const { guarantee, ...plan } = aSpectrumPlan({ guarantee: { ...aSpectrumStudy().guarantee, epsilon, adjacency }, images: 1e6 });
        const units = rhoUnits(spectrumEvent({ guarantee, ...plan }, 'centres')) + rhoUnits(spectrumEvent({ guarantee, ...plan }, 'shapes'));
        expect(units).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
        expect(units).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
      }),
      { numRuns: 40 },
    );
  });

  it('gives each of h honest sites an h-th of the noise variance', () => {
    const alone = aSpectrumPlan({ images: 1e6 });
    const shared = aSpectrumPlan({ images: 1e6, honestSites: 3 });
    expect(alone.covaried).toBe(shared.covaried);
    [...alone.centres, ...alone.shapes].forEach(({ variance }, b) => expect([...shared.centres, ...shared.shapes][b].variance / variance).toBeCloseTo(1 / 3, 4));
  });

  it('covaries fewer coefficients the more noise there is, and refuses where even the fewest are drowned', () => {
    const covaried = [10, 3, 1, 0.6, 0.3].map((epsilon) => aSpectrumPlan({ guarantee: { ...aSpectrumStudy().guarantee, epsilon } }).covaried);
    expect(covaried).toEqual([...covaried].sort((a, b) => b - a));
    expect([covaried[0], covaried[covaried.length - 1]]).toEqual([144, 36]);
    const refused = planSpectrum(aSpectrumStudy({ images: 60 }));
    expect(refused).toMatchObject({ kind: 'refused', reason: expect.stringContaining('60 images at 4 sites are too few for epsilon 3 and delta 0.00001') });
  });

  it('keeps the sum over all sites, with thirteen deviations of noise, within 32 bits', () => {
    const { sites, clampTo, centres, shapes } = aSpectrumPlan({ guarantee: { ...aSpectrumStudy().guarantee, epsilon: 0.5 } });
    const noise = Math.sqrt(Math.max(...[...centres, ...shapes].map(({ variance }) => variance)));
    expect(sites.length * (clampTo + 13 * noise)).toBeLessThan(2 ** 31);
  });

  it('releases counts and centres of each class first, then products and squares', () => {
    const plan = aSpectrumPlan({ guarantee: { ...aSpectrumStudy().guarantee, epsilon: 10 } });
    expect(spectrumLength(plan, 'centres')).toBe(2 + 2 * 256);
    expect(spectrumLength(plan, 'shapes')).toBe(2 * ((144 * 145) / 2) + 2 * 112);
  });
});
