import { describe, expect, it } from '@jest/globals';
import { epsilonOf, gaussianEpsilon, type Adjacency } from '@commonward/accounting';
import { overlappingRhoUnits, planPairs, type Aggregation, type PairsPlan, type Trust } from '@commonward/synthesis/plan';
import { dictionary } from '../a-lineage.fixture.js';
import { explanationText } from './explanation-text.js';
import { explainPlan } from './privacy-explanation.js';

const aPlan = (changes: { delta?: number; adjacency?: Adjacency; sites?: string[]; trust?: Trust; aggregation?: Aggregation } = {}): PairsPlan => {
  const { delta = 1e-5, adjacency = 'add-or-remove-one', sites = ['north', 'south', 'west'], trust = 'local', aggregation = 'plain' } = changes;
  const planned = planPairs({
    study: 'study-1',
    dictionary,
    guarantee: { epsilon: 2, delta, unit: 'patient', adjacency },
    trust,
    aggregation,
    sites,
    seed: '5'.repeat(64),
  });
  if (planned.kind === 'refused') throw new Error(planned.reason);
  return planned.plan;
};

/** From the plan itself: every table of a block adds one indicator of `grid` steps to a record, two under replace-one. */
const rhoOf = ({ blocks, grid, guarantee }: PairsPlan) =>
  blocks.reduce((sum, { tables, variance }) => sum + (tables.length * (guarantee.adjacency === 'replace-one' ? 2 : 1) * grid * grid) / (2 * variance), 0);

const plan = aPlan();
const explanation = explainPlan(plan);
const ofOneSite = explainPlan(aPlan({ sites: ['north'], delta: 3e-4 }));
const replaced = explainPlan(aPlan({ adjacency: 'replace-one' }));

describe('explainPlan', () => {
  it.each([
    ['add-or-remove-one', explanation, rhoOf(plan)],
    ['replace-one', replaced, rhoOf(aPlan({ adjacency: 'replace-one' }))],
  ] as const)('names the booked figure, a proved one that is tighter and an approximate one, under %s', (_adjacency, { figures }, rho) => {
    const [booked, proved, approximate] = figures;
    expect([booked, proved, approximate].map(({ accountant, standing, booked }) => [accountant, standing, booked])).toEqual([
      ['zcdp', 'proved', true],
      ['pld', 'proved', false],
      ['gdp', 'approximate', false],
    ]);
    const continuous = gaussianEpsilon({ mu: Math.sqrt(2 * rho), delta: 1e-5 });
    expect(booked.epsilon).toBeCloseTo(epsilonOf({ rho, delta: 1e-5 }), 9);
    expect(booked.epsilon).toBeLessThanOrEqual(2);
    expect(approximate.epsilon).toBeCloseTo(continuous, 9);
    expect(proved.epsilon).toBeLessThan(Number(booked.epsilon));
    expect(proved.epsilon).toBeGreaterThan(continuous - 1e-6);
  });

  it('shows three views: alone costs what is booked, the sum of k honest releases a k-th of rho', () => {
    const { rhoUnits, views } = explanation;
    expect(views.alone).toMatchObject({ honestShares: 1, rhoUnits });
    expect(views.coalition.honestShares).toBe(2);
    expect(views.coalition.rho * 2).toBeCloseTo(views.alone.rho, 9);
    expect(views.allHonest.honestShares).toBe(3);
    expect(views.allHonest.rho * 3).toBeCloseTo(views.alone.rho, 9);
    expect(ofOneSite.views).toMatchObject({ corrupted: 0, coalition: { honestShares: 1 }, allHonest: { honestShares: 1 } });
  });

  it('bounds what an attacker finds by what epsilon and delta allow', () => {
    const { figures, tradeOff } = explanation;
    expect(tradeOff.map(({ wronglyAccused }) => wronglyAccused)).toEqual([0.01, 0.05, 0.1]);
    for (const { wronglyAccused, found } of tradeOff) {
      expect(found).toBeGreaterThan(wronglyAccused);
      expect(found).toBeLessThanOrEqual(Math.exp(Number(figures[0].epsilon)) * wronglyAccused + 1e-5);
    }
  });

  it('charges a patient whose record is at every site for all releases', () => {
    expect(explanation.overlapping.epsilon).toBeCloseTo(epsilonOf({ rho: 3 * rhoOf(plan), delta: 1e-5 }), 9);
  });

  it('says which site would refuse a delta that is too large for its declared cohort', () => {
    // North declares 400 patients and south 300, west nothing.
    expect(ofOneSite.deltaRefusals).toEqual([
      { site: 'north', reason: 'Delta 0.0003 is too large for a cohort of 400: it must be at most 1 / (10 x 400).' },
    ]);
    expect(explanation.deltaRefusals).toEqual([]);
  });
});

describe('an explanation of shared trust', () => {
  const fourSites = { sites: ['north', 'south', 'west', 'east'], trust: 'shared', aggregation: 'masked' } as const;
  const shared = explainPlan(aPlan({ ...fourSites, sites: [...fourSites.sites] }));
  const text = explanationText(shared).replace(/\s+/g, ' ');

  it('books the coalition’s view, and shows beside it that a site alone has three times its rho', () => {
    expect(shared.views).toMatchObject({ booked: 'coalition', summed: 4, corrupted: 1 });
    expect(shared.rhoUnits).toBe(shared.views.coalition.rhoUnits);
    expect(shared.views.alone.rho / shared.views.coalition.rho).toBeCloseTo(3, 6);
    expect(shared.figures[0]).toMatchObject({ accountant: 'zcdp', booked: true });
    expect(shared.figures[0].epsilon).toBeCloseTo(shared.views.coalition.epsilon, 9);
  });

  it('charges a patient at k sites for moving one sum k times as far, up to what the releases show by themselves', () => {
    // Four sites, three shares of noise: the square of four is more than four times three.
    expect(shared.overlapping.epsilon).toBeCloseTo(epsilonOf({ rho: 12 * shared.views.coalition.rho, delta: 1e-5 }), 6);
    expect(overlappingRhoUnits(aPlan({ ...fourSites, sites: [...fourSites.sites] }), 2)).toBe(4 * shared.rhoUnits);
  });

  it('says whom the guarantee needs, and what is left without them', () => {
    expect(text).toContain('at least 3 must add their shares and keep them to themselves; the coordinator sees nothing but the sum of at least 4 releases');
    expect(text).toMatch(/coalition: coordinator and one other site, from the sum rho [\d.]+, epsilon 2\.000 \(booked\)/);
    expect(text).toContain('THE FIRST LINE IS WHAT IS LEFT');
    expect(text).toContain('no figure by pld: For a sum of discrete Gaussians no dominating pair is proved');
  });

  it('says of a masked plan with full noise that it needs nobody', () => {
    const local = explainPlan(aPlan({ aggregation: 'masked' }));
    expect(local.views).toMatchObject({ booked: 'alone', summed: 3, corrupted: 1 });
    expect(explanationText(local).replace(/\s+/g, ' ')).toContain('needs nobody else to be honest; the coordinator sees nothing but the sum of at least 3 releases');
  });
});

describe('explanationText', () => {
  const text = explanationText(explanation);

  it('holds the guarantee with all four parts, each figure with its standing, and the words of the export', () => {
    expect(text).toMatch(/^What the plan of study study-1 promises to every patient of each site \(north, south, west\)\n/);
    expect(text).toContain('Guarantee at each site: epsilon 2, delta 1e-5, unit patient, adjacency add-or-remove-one.');
    expect(text).toMatch(/\n {2}booked {6}epsilon 2\.000 {2}\(zero-concentrated differential privacy: what ledgers add up, rho 0\.1082\)\n/);
    expect(text).toMatch(/\n {2}proved {6}epsilon 1\.\d{3} {2}\(tighter: privacy loss distribution\)\n/);
    expect(text).toMatch(/\n {2}approximate epsilon 1\.\d{3} {2}\(as if the noise were continuous: never booked\)\n/);
    expect(text).toMatch(/\n {2}An attacker who wrongly accuses 1 in 100 finds at most \d+(\.\d)? in 100\.\n/);
    expect(text).toMatch(/What it does not promise\n {2}that a site takes part/);
  });

  it('says in words what the adjacency means', () => {
    expect(text.replace(/\s+/g, ' ')).toContain('almost equally likely with or without the records of one patient');
    expect(explanationText(replaced).replace(/\s+/g, ' ')).toContain('almost equally likely with the records of one patient or those of another');
  });

  it('never rounds an epsilon down', () => {
    const figures = explanation.figures.map((figure) => ({ ...figure, epsilon: 1.0001 }));
    expect(explanationText({ ...explanation, figures }).match(/epsilon 1\.001 /g)).toHaveLength(3);
  });

  it('says why an accountant has no figure', () => {
    const figures = explanation.figures.map((figure) => (figure.accountant === 'pld' ? { ...figure, epsilon: null, reason: 'Too many losses.' } : figure));
    expect(explanationText({ ...explanation, figures })).toContain('\n  proved      no figure by pld: Too many losses.\n');
  });

  it('fits a terminal, but for the head, the figures and the views', () => {
    const sentences = text.slice(text.indexOf('How it is kept')).split('\n');
    expect(Math.max(...sentences.map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});
