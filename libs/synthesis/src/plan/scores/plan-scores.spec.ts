import { rhoFor, rhoUnits, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aScoresPlan, aScoresStudy, aSeriesDictionary } from './a-scores-study.fixture.js';
import { planStudy } from '../plan-study.js';
import { planScores } from './plan-scores.js';
import { eventOf, laterEventsOf, rhoUnitsOfStudy } from '../event.js';
import { parsePlan } from '../parse-plan.js';
import { scoresForecast } from './scores-forecast.js';
import { scoresLength, type ScoresPlan } from './scores-plan.js';
import { seriesNoise, unitsNeeded, verdictOf } from './series-gate.js';

const guarantee: Guarantee = { epsilon: 3, delta: 1e-5, unit: 'day', adjacency: 'add-or-remove-one' };
const epsilons = fc.double({ min: 0.3, max: 20, noNaN: true });

describe('a plan for days', () => {
  it('costs at most its guarantee in both releases together, and nearly all of it', () => {
    fc.assert(
      fc.property(epsilons, fc.constantFrom('add-or-remove-one' as const, 'replace-one' as const), fc.constantFrom(2e4, 1e6), (epsilon, adjacency, units) => {
        const plan = aScoresPlan({ guarantee: { ...guarantee, epsilon, adjacency }, units });
        const cost = [eventOf(plan), ...laterEventsOf(plan)].reduce((sum, event) => sum + rhoUnits(event), 0);
        expect(cost).toBeLessThanOrEqual(rhoUnitsFor(plan.guarantee));
        expect(cost).toBeGreaterThan(0.999 * rhoUnitsFor(plan.guarantee));
      }),
      { numRuns: 30 },
    );
  });

  it('gives each of h honest sites an h-th of the noise variance', () => {
    const [alone, shared] = [aScoresPlan({ units: 1e6 }), aScoresPlan({ units: 1e6, trust: 'shared', aggregation: 'masked' })];
    [...alone.tables, ...alone.moments].forEach(({ variance }, b) => expect([...shared.tables, ...shared.moments][b].variance / variance).toBeCloseTo(1 / 3, 4));
  });

  it('pays .30 for the steps, .15 for what follows from them, .10 for the weekend and .45 for the second moments', () => {
    const plan = aScoresPlan();
    const shares = [...plan.tables, ...plan.moments].map(({ name, clippingNorm, variance }) => [name, ((clippingNorm * clippingNorm) / (2 * variance) / rhoFor(guarantee)).toFixed(3)]);
    expect(shares).toEqual([['steps', '0.300'], ['derived', '0.150'], ['context', '0.100'], ['moments', '0.450']]);
  });

  it('divides what a dictionary without a calendar leaves over among the others', () => {
    const plan = aScoresPlan({ dictionary: aSeriesDictionary({ calendar: null }) });
    expect(plan.tables.map(({ name }) => name)).toEqual(['steps', 'derived']);
    expect(rhoUnitsOfStudy(plan)).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
  });

  it('clips squared scores to 1.1 for each step, and a count to one cell of each table', () => {
    const { tables, moments, grid } = aScoresPlan();
    expect(moments[0].clippingNorm).toBe(Math.floor(grid * 1.1 * 48));
    expect(tables.map(({ clippingNorm }) => clippingNorm)).toEqual([48, 12, 7].map((count) => Math.ceil(grid * Math.sqrt(count))));
  });

  it('releases the cells of all tables first, then all products of steps', () => {
    const plan = aScoresPlan();
    expect(scoresLength(plan, 'tables')).toBe(48 * 9 + (3 * 36 + 4 * 48 + 56 + 48 + 64 + 2 * 48) + 2 * (8 + 7 + 4 * 6 + 6));
    expect(scoresLength(plan, 'moments')).toBe((48 * 49) / 2);
  });

  it('keeps the sum over all sites, with thirteen deviations of noise, within 32 bits', () => {
    const { sites, clampTo, tables, moments } = aScoresPlan({ guarantee: { ...guarantee, epsilon: 0.5 }, units: 1e5 });
    const noise = Math.sqrt(Math.max(...[...tables, ...moments].map(({ variance }) => variance)));
    expect(sites.length * (clampTo + 13 * noise)).toBeLessThan(2 ** 31);
  });

  it('is for the unit of the dictionary, and for no more steps than can be related', () => {
    expect(() => planStudy({ ...aScoresStudy({ guarantee: { ...guarantee, unit: 'patient' } }), setting: 'moments', allocation: 'usual', tuning: 'none', steps: null, clipping: 'whole' })).toThrow('The dictionary protects one day, and the guarantee is for one patient');
    expect(() => planScores(aScoresStudy({ dictionary: aSeriesDictionary({ steps: 144 }) }))).toThrow('288 steps in all channels, more than 256');
  });
});

describe('the gate of a study of days', () => {
  const terms = { guarantee, units: 700, sites: 4, honestSites: 4, steps: 72 };

  it('forecasts the noise of a correlation as R^2 / (sqrt(2 x .45) mu n), and of a cell as sqrt(72 / .30) / (mu n)', () => {
    const mu = Math.sqrt(2 * rhoFor(guarantee));
    const noise = seriesNoise(terms);
    expect(noise.correlation).toBeCloseTo(83.48 / (mu * 700), 4);
    expect(noise.cell).toBeCloseTo(15.4919 / (mu * 700), 6);
    expect(noise.profile).toBeCloseTo((1.2 * Math.sqrt(12) * 0.8) / (mu * 700 * Math.sqrt(72)), 8);
  });

  it('sees the noise that the sum of the planned releases has', () => {
    const plan = aScoresPlan({ units: 5000, trust: 'shared', aggregation: 'masked' });
    const noise = seriesNoise({ ...terms, units: 5000, honestSites: 3, steps: 48 });
    const [{ variance }] = plan.moments;
    expect(Math.sqrt((4 * variance) / 2) / plan.grid / 5000).toBeCloseTo(noise.correlation, 4);
    expect(Math.sqrt(4 * plan.tables[0].variance) / plan.grid / 5000).toBeCloseTo(noise.cell, 4);
  });

  it('takes twice as many days where each of four sites adds all of the noise, and where one day replaces another', () => {
    const together = unitsNeeded(terms);
    for (const more of [unitsNeeded({ ...terms, honestSites: 1 }), unitsNeeded({ ...terms, guarantee: { ...guarantee, adjacency: 'replace-one' } })]) {
      expect(Math.abs(more.full / together.full - 2)).toBeLessThan(0.01);
      expect(Math.abs(more.weak / together.weak - 2)).toBeLessThan(0.01);
    }
  });

  it.each([
    [{ correlation: 0.2, cell: 1, profile: 1 }, 'full'],
    [{ correlation: 0.21, cell: 1, profile: 1 }, 'weak'],
    [{ correlation: 0.5, cell: 1, profile: 1 }, 'weak'],
    [{ correlation: 0.51, cell: 0.1, profile: 1 }, 'margins'],
    [{ correlation: 0.51, cell: 0.11, profile: 0.02 }, 'profile'],
    [{ correlation: 0.51, cell: 0.11, profile: 0.021 }, 'refused'],
  ] as const)('answers noise of %j with "%s"', (noise, verdict) => expect(verdictOf(noise)).toBe(verdict));

  it('plans as much as the noise leaves room for, and never less for more days', () => {
    const scopes = ['refused', 'weak', 'full'];
    const planned = [8, 32, 100, 300, 440, 600, 1000, 5000].map((units) => planScores(aScoresStudy({ units }))).map((planning) => (planning.kind === 'refused' ? 'refused' : planning.plan.scope));
    expect(planned).toEqual([...planned].sort((a, b) => scopes.indexOf(a) - scopes.indexOf(b)));
    expect(new Set(planned)).toEqual(new Set(scopes));
  });

  it('says how many days a label costs', () => {
    const { dictionary, sites } = aScoresStudy();
    const forecast = scoresForecast({ guarantee, units: 600, sites: sites.length, honestSites: 1 }, dictionary);
    expect(forecast.verdict).toBe('weak');
    expect(planScores(aScoresStudy({ units: 600 })).forecast.reason).toContain(`${forecast.unitsNeeded.full} days would do without.`);
  });

  it('labels days where no number of them is declared, because it cannot compare', () => {
    const { dictionary, ...study } = aScoresStudy();
    const planning = planScores({ ...study, dictionary: { ...dictionary, publicCohortSize: { north: 5000 } } });
    expect(planning).toMatchObject({ kind: 'planned', plan: { scope: 'weak' } });
    expect(planning.forecast.reason).toContain('The dictionary declares no public number of days for east, south, west');
    if (planning.kind === 'planned') expect(parsePlan(JSON.stringify(planning.plan))).toEqual(planning.plan);
  });

  it('refuses days where only every step by itself could be told from the noise', () => {
    // Many steps have much noise in their relations before they have it in their shares.
    const planning = planScores(aScoresStudy({ dictionary: aSeriesDictionary({ steps: 96 }), units: 800 }));
    expect(planning).toMatchObject({ kind: 'refused', forecast: { sites: [], views: null } });
    expect(planning.forecast.reason).toMatch(/above 0\.5: days would be noise, and nothing but every step by itself would be left\. Days take \d+ days\.$/);
  });

  it('refuses to learn days of 33 persons, with the arithmetic', () => {
    const persons = planScores(aScoresStudy({ dictionary: aSeriesDictionary({ unit: 'patient' }), guarantee: { ...guarantee, unit: 'patient' }, units: 33 }));
    expect(persons).toMatchObject({ kind: 'refused' });
    expect(persons.forecast.reason).toMatch(/^33 persons at 4 sites with epsilon 3 and delta 0\.00001 are too few: the noise of a correlation is \d\.\d\d, above 0\.5, .* Days take \d+ persons\.$/);
  });

  it('says what a guarantee for a day is worth to a person, and what both releases cost together', () => {
    const { reason } = planScores(aScoresStudy()).forecast;
    expect(reason).toContain('the epsilon is that of both, and no site begins that cannot pay for both. This protects one day, not a person. A person with 31 of them, the most that a site uses, has epsilon 312.');
    const persons = planScores(aScoresStudy({ dictionary: aSeriesDictionary({ unit: 'patient' }), guarantee: { ...guarantee, unit: 'patient' } }));
    expect(persons.forecast.reason).toContain('It protects a patient with all days of theirs that are used, at most 31, which count with their mean.');
  });
});

describe('reading a plan for days', () => {
  const plan = aScoresPlan({ dictionary: aSeriesDictionary({ missing: true }), trust: 'shared', aggregation: 'masked' });
  const ones = Array.from({ length: 48 }, () => 1);
  const second: ScoresPlan = { ...plan, part: { name: 'moments', means: ones.map((_, at) => Math.fround(at / 7)), spreads: ones } };
  const changed = (changes: object): string => JSON.stringify({ ...plan, ...changes });
  const inSecond = (part: object): string => JSON.stringify({ ...second, part: { ...second.part, ...part } });

  it('gives back what was planned, in either round', () => {
    for (const written of [plan, second]) expect(parsePlan(JSON.stringify(written))).toEqual(written);
  });

  it.each<[string, string, string]>([
    ['another unit than the dictionary protects', changed({ guarantee: { ...plan.guarantee, unit: 'patient' } }), '"guarantee.unit"'],
    ['a larger clipping norm', changed({ moments: [{ ...plan.moments[0], clippingNorm: plan.moments[0].clippingNorm + 1 }] }), '"moments"'],
    ['tables that the dictionary does not have', changed({ tables: plan.tables.slice(1) }), '"tables"'],
    ['no label where its public numbers ask for one', JSON.stringify({ ...aScoresPlan({ units: 600 }), scope: 'full' }), '"scope"'],
    ['fewer days than can be published', changed({ dictionary: { ...plan.dictionary, publicCohortSize: { north: 5, east: 5, south: 5, west: 5 } } }), 'days cannot be published'],
    ['less noise in the second round than the guarantee pays for', changed({ moments: [{ ...plan.moments[0], variance: Math.floor(plan.moments[0].variance * 0.99) }] }), 'cost'],
    ['noise that is narrower than the grid', changed({ tables: plan.tables.map((block) => ({ ...block, variance: 15 })) }), 'grid steps wide'],
    ['sums that could leave 32 bits', changed({ clampTo: plan.clampTo + 2 }), '"clampTo"'],
    ['another grid', changed({ grid: 512 }), '"grid"'],
    ['means of too few steps', inSecond({ means: [1] }), '48 means'],
    ['a spread of nothing', inSecond({ spreads: ones.map((_, at) => Number(at > 0)) }), 'spreads above 0'],
    ['means that are not of 32 bits', inSecond({ means: ones.map(() => 0.1) }), '32 bits'],
    ['a field that it does not know', changed({ epsilon: 99 }), 'epsilon'],
  ])('refuses %s', (_, text, sentence) => {
    expect(() => parsePlan(text)).toThrow(RangeError);
    expect(() => parsePlan(text)).toThrow(sentence);
  });
});
