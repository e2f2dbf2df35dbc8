import { rhoUnits, rhoUnitsFor } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anImageDictionary, aSpectrumPlan, aSpectrumStudy, manyImages } from './a-spectrum-study.fixture.js';
import { planSpectrum } from './plan-spectrum.js';
import { eventOf, laterEventsOf } from '../event.js';
import { parsePlan } from '../parse-plan.js';
import { spectrumLength } from './spectrum-plan.js';

const epsilons = fc.double({ min: 0.3, max: 20, noNaN: true });

describe('a plan for images', () => {
  it('costs at most its guarantee in both releases together, and nearly all of it', () => {
    fc.assert(
      fc.property(epsilons, fc.constantFrom('add-or-remove-one' as const, 'replace-one' as const), (epsilon, adjacency) => {
        const plan = aSpectrumPlan({ guarantee: { ...aSpectrumStudy().guarantee, epsilon, adjacency }, dictionary: manyImages(250_000) });
        const { guarantee } = plan;
        const units = [eventOf(plan), ...laterEventsOf(plan)].reduce((sum, event) => sum + rhoUnits(event), 0);
        expect(units).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
        expect(units).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
      }),
      { numRuns: 40 },
    );
  });

  it('gives each of h honest sites an h-th of the noise variance', () => {
    const alone = aSpectrumPlan({ dictionary: manyImages(250_000) });
    const shared = aSpectrumPlan({ dictionary: manyImages(250_000), trust: 'shared', aggregation: 'masked' });
    expect(alone.covaried).toBe(shared.covaried);
    [...alone.centres, ...alone.shapes].forEach(({ variance }, b) => expect([...shared.centres, ...shared.shapes][b].variance / variance).toBeCloseTo(1 / 3, 4));
  });

  it('covaries fewer coefficients the more noise there is, and refuses where even the fewest are drowned', () => {
    const covaried = [10, 3, 1, 0.6, 0.3].map((epsilon) => aSpectrumPlan({ guarantee: { ...aSpectrumStudy().guarantee, epsilon } }).covaried);
    expect(covaried).toEqual([...covaried].sort((a, b) => b - a));
    expect([covaried[0], covaried[covaried.length - 1]]).toEqual([144, 36]);
    const refused = planSpectrum(aSpectrumStudy({ dictionary: manyImages(15) }));
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

  it('charges a patient for all of the images that are used of one: as much noise on every number as so many times the clipping norm asks for', () => {
    const byPatient = (imagesPerPatient: number) =>
      aSpectrumPlan({
        dictionary: anImageDictionary({ unit: 'patient', patientId: 'pid', imagesPerPatient, publicCohortSize: { north: 250_000, east: 250_000, south: 250_000, west: 250_000 } }),
        guarantee: { ...aSpectrumStudy().guarantee, unit: 'patient' },
      });
    const [one, three] = [byPatient(1), byPatient(3)];
    one.shapes.forEach(({ variance }, b) => expect(three.shapes[b].variance / variance).toBeCloseTo(9, 3));
  });

  it('says in the forecast that an image is not a person', () => {
    const { forecast } = planSpectrum(aSpectrumStudy());
    expect(forecast.reason).toContain('This protects one image, not a person. Nothing tells persons apart here');
  });

  it('is read back as it was written, in either round, and not with a charge of the later round changed', () => {
    const plan = aSpectrumPlan();
    const second = { ...plan, part: { name: 'shapes' as const, centres: Array.from({ length: 2 * plan.coefficients }, (_, at) => Math.fround(at / 7)) } };
    for (const written of [plan, second]) expect(parsePlan(JSON.stringify(written))).toEqual(written);
    const cheaper = { ...plan, shapes: [{ ...plan.shapes[0], variance: Math.floor(plan.shapes[0].variance / 2) }, plan.shapes[1]] };
    expect(() => parsePlan(JSON.stringify(cheaper))).toThrow('the release costs more than the guarantee allows');
    expect(() => parsePlan(JSON.stringify({ ...second, part: { ...second.part, centres: [0.1] } }))).toThrow('expected 512 numbers');
  });
});
