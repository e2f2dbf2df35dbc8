import { describe, expect, it } from '@jest/globals';
import { RHO_UNITS_PER_ONE, epsilonOf, rhoUnits, rhoUnitsFor, viewsOfEvent } from '@commonward/accounting';
import fc from 'fast-check';
import { SEED, aDictionary, aGuarantee, aPlan } from '../../test/simulated-table.js';
import { eventOf, parsePlan, planPairs, viewsOfPlan } from './index.js';

const names = (count: number) => Array.from({ length: count }, (_, k) => `site-${k}`);
const four = names(4);
const shared = (changes: Parameters<typeof aPlan>[0] = {}) => aPlan({ sites: four, trust: 'shared', aggregation: 'masked', ...changes });
const changed = (changes: object) => () => parsePlan(JSON.stringify({ ...shared(), ...changes }));

describe('a plan in shared trust', () => {
  it('has of four sites all in the sum, and counts on three of them', () => {
    expect(shared()).toMatchObject({ trust: 'shared', aggregation: 'masked', threshold: 4, corrupted: 1 });
    expect(viewsOfPlan(shared())).toMatchObject({ booked: 'coalition', alone: { honestShares: 1 }, coalition: { honestShares: 3 }, allHonest: { honestShares: 4 } });
  });

  it('lets each site add a third of the variance, and the noise of the honest three reach the guarantee exactly', () => {
    const [full, share] = [aPlan({ sites: four }), shared()].map((plan) => plan.blocks.map(({ variance }) => variance / plan.grid ** 2));
    full.forEach((variance, b) => expect((3 * share[b]) / variance).toBeCloseTo(1, 2));
  });

  it('books what a coalition could see: within the guarantee, and less than a thousandth below it', () => {
    const terms = fc.record({ epsilon: fc.double({ min: 0.05, max: 20, noNaN: true }), delta: fc.double({ min: 1e-9, max: 1e-3, noNaN: true }) });
    fc.assert(
      fc.property(terms, fc.integer({ min: 3, max: 64 }), (limits, sites) => {
        const guarantee = aGuarantee(limits);
        const plan = shared({ guarantee, sites: names(sites) });
        const { coalition, alone, allHonest } = viewsOfPlan(plan);
        expect(rhoUnits(eventOf(plan))).toBe(coalition.rhoUnits);
        expect(coalition.rhoUnits).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
        expect(coalition.rhoUnits).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
        expect(coalition.epsilon).toBeLessThanOrEqual(guarantee.epsilon);
        expect(alone.rhoUnits / coalition.rhoUnits).toBeCloseTo(sites - 1, 2);
        expect(allHonest.rhoUnits).toBeLessThan(coalition.rhoUnits);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps every site’s own noise at least 32 grid steps wide, and sums below 2^31 with 13 deviations to spare', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 20, noNaN: true }), fc.integer({ min: 3, max: 64 }), (epsilon, sites) => {
        const plan = shared({ guarantee: aGuarantee({ epsilon }), sites: names(sites) });
        const deviations = plan.blocks.map(({ variance }) => Math.sqrt(variance));
        expect(Math.min(...deviations)).toBeGreaterThanOrEqual(32);
        expect(sites * (plan.clampTo + 13 * Math.max(...deviations))).toBeLessThan(2 ** 31);
      }),
      { numRuns: 60 },
    );
  });

  it('is read back as it was written', () => {
    expect(parsePlan(JSON.stringify(shared()))).toEqual(shared());
  });

  it('says in its event all that the three views need', () => {
    const event = eventOf(shared());
    if (event.kind !== 'summed-discrete-gaussian') throw new Error(event.kind);
    const { alone, coalition, allHonest } = viewsOfPlan(shared());
    const epsilon = ({ rhoUnits: units }: { rhoUnits: number }) => epsilonOf({ rho: units / RHO_UNITS_PER_ONE, delta: 1e-5 });
    const fromLedger = viewsOfEvent(JSON.parse(JSON.stringify(event)) as typeof event);
    expect([fromLedger.alone, fromLedger.coalition, fromLedger.allHonest].map(epsilon)).toEqual([alone.epsilon, coalition.epsilon, allHonest.epsilon]);
  });

  it.each([
    ['releases that are seen one by one', 'trust', { aggregation: 'plain', threshold: undefined, corrupted: undefined }, 'trust shared needs aggregation masked'],
    ['no threshold', 'threshold', { threshold: undefined }, ''],
    ['no corrupted site', 'corrupted', { corrupted: 0 }, ''],
    ['no honest noise', 'corrupted', { corrupted: 4 }, 'no honest noise is left'],
    ['more releases than sites', 'threshold', { threshold: 5 }, 'A sum of at least 5 releases is not to be had from 4 sites'],
    ['two sums of one vector', 'threshold', { threshold: 2 }, 'a threshold of 2 lets two different sums be unmasked'],
    ['two sites', 'sites', { sites: four.slice(2), threshold: 2 }, 'A masked sum needs at least 3 sites, but there are 2'],
    ['noise for more honest sites than there are', 'blocks', { threshold: 3 }, 'costs more than the guarantee allows'],
    ['full noise where the noise is a share', 'blocks', { trust: 'local' }, 'costs more than the guarantee allows'],
  ])('is refused with %s, naming the field %s', (_, field, changes, sentence) => {
    expect(changed(changes)).toThrow(RangeError);
    expect(changed(changes)).toThrow(`The plan's field "${field}" is wrong: `);
    expect(changed(changes)).toThrow(sentence);
  });
});

describe('a masked plan in local trust', () => {
  const masked = (sites: number) => aPlan({ sites: names(sites), trust: 'local', aggregation: 'masked' });

  it.each([[3, 3], [4, 3], [16, 11], [64, 43], [100, 67]])('of %i sites needs %i in the sum', (sites, threshold) => {
    expect(masked(sites)).toMatchObject({ threshold, corrupted: 1 });
  });

  it('books the full noise of each site, as in plain aggregation, and shows how little the sum tells', () => {
    expect(rhoUnits(eventOf(masked(4)))).toBe(rhoUnits(eventOf(aPlan({ sites: four }))));
    expect(viewsOfPlan(masked(4))).toMatchObject({ booked: 'alone', coalition: { honestShares: 2 }, allHonest: { honestShares: 3 } });
  });
});

describe('planning', () => {
  const terms = { study: 'clinic', dictionary: aDictionary({ publicCohortSize: Object.fromEntries(four.map((site) => [site, 60])) }), guarantee: aGuarantee(), seed: SEED };

  it.each([
    [{ trust: 'shared', aggregation: 'plain', sites: four }, 'Shared noise protects nobody where releases are seen one by one: trust shared needs aggregation masked.'],
    [{ trust: 'shared', aggregation: 'masked', sites: four.slice(2) }, 'A masked sum needs at least 3 sites, but there are 2.'],
    [{ trust: 'local', aggregation: 'masked', sites: four.slice(3) }, 'A masked sum needs at least 3 sites, but there is 1.'],
  ] as const)('refuses %j in one sentence', (protection, sentence) => {
    expect(() => planPairs({ ...terms, ...protection })).toThrow(new RangeError(sentence));
  });

  it('forecasts from the noise that will be in the sum: in shared trust four thirds of one site’s full noise, not four times it', () => {
    const noise = (trust: 'local' | 'shared') => planPairs({ ...terms, sites: four, trust, aggregation: 'masked' }).forecast;
    const [local, share] = [noise('local'), noise('shared')];
    expect(local.relativeNoise.other ?? NaN).toBeCloseTo(Math.sqrt(3) * (share.relativeNoise.other ?? NaN), 6);
    expect(share).toMatchObject({ trust: 'shared', aggregation: 'masked', views: { booked: 'coalition' } });
    expect(share.sites[0].rhoUnits).toBe(share.views?.coalition.rhoUnits);
  });
});
