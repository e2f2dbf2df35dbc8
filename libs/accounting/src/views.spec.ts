import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { NoisedBlock } from './dp-event.js';
import { gdpAccountant } from './gdp/gdp-accountant.js';
import { pldAccountant } from './pld/pld-accountant.js';
import { rdpAccountant } from './rdp/rdp-accountant.js';
import { RHO_UNITS_PER_ONE, rhoUnits } from './rho-units.js';
import { ownRelease, viewsOf, viewsOfEvent } from './views.js';
import { zcdpAccountant } from './zcdp/zcdp-accountant.js';

const aBlock: fc.Arbitrary<NoisedBlock> = fc.record({
  squaredSensitivity: fc.integer({ min: 1, max: 2 ** 12 }),
  variance: fc.integer({ min: 16, max: 2 ** 40 }),
  coordinates: fc.integer({ min: 1, max: 1e7 }),
});
const someBlocks = fc.array(aBlock, { minLength: 1, maxLength: 4 });
const someSites = fc.integer({ min: 1, max: 100 }).chain((sites) => fc.record({ sites: fc.constant(sites), corrupted: fc.integer({ min: 0, max: sites - 1 }) }));

/** ln of E_p0[(p1 / p0)^order] / (order - 1) for the sum of `shares` discrete Gaussians and an integer shift, by convolution. */
const summedDivergence = (variance: number, shares: number, shift: number, order: number) => {
  const reach = 60;
  const one = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * variance)));
  let sum = [1];
  for (let share = 0; share < shares; share += 1) {
    const next = new Array<number>(sum.length + 2 * reach).fill(0);
    sum.forEach((a, i) => one.forEach((b, j) => (next[i + j] += a * b)));
    sum = next;
  }
  const total = sum.reduce((a, b) => a + b, 0);
  const logs = sum.map((p) => Math.log(p / total));
  const moment = logs.reduce((m, log, i) => (i < shift || log < -600 ? m : m + Math.exp(order * logs[i - shift] + (1 - order) * log)), 0);
  return Math.log(moment) / (order - 1);
};

describe('viewsOf', () => {
  it('charges the site alone for its own noise, exactly', () => {
    fc.assert(
      fc.property(someBlocks, someSites, (blocks, parties) => {
        expect(viewsOf({ blocks, ...parties }).alone).toEqual({ honestShares: 1, rhoUnits: rhoUnits({ kind: 'discrete-gaussian', blocks }) });
      }),
    );
  });

  it('charges a view the less, the more of the noise is honest: all honest, then the coalition, then alone', () => {
    fc.assert(
      fc.property(someBlocks, someSites, (blocks, parties) => {
        const { alone, coalition, allHonest } = viewsOf({ blocks, ...parties });
        expect(allHonest.rhoUnits).toBeLessThanOrEqual(coalition.rhoUnits);
        expect(coalition.rhoUnits).toBeLessThanOrEqual(alone.rhoUnits);
        expect([coalition.honestShares, allHonest.honestShares]).toEqual([parties.sites - parties.corrupted, parties.sites]);
      }),
    );
  });

  it('charges h shares of wide noise an h-th of rho, and one unit for what the sum lacks to a discrete Gaussian', () => {
    const { coalition, allHonest } = viewsOf({ blocks: [{ squaredSensitivity: 100, variance: 400, coordinates: 1000 }], sites: 5, corrupted: 1 });
    expect(coalition.rhoUnits).toBe(RHO_UNITS_PER_ONE / 32 + 1);
    expect(allHonest.rhoUnits).toBe(RHO_UNITS_PER_ONE / 40 + 1);
  });

  it('charges tau for each coordinate of narrow noise: 10 e^(-2 pi^2 sigma^2 / 2) for two shares', () => {
    const { allHonest } = viewsOf({ blocks: [{ squaredSensitivity: 1, variance: 1, coordinates: 10 }], sites: 2, corrupted: 0 });
    const tau = 10 * Math.exp(-(Math.PI ** 2));
    expect(allHonest.rhoUnits / RHO_UNITS_PER_ONE).toBeCloseTo(0.25 + 10 * tau, 9);
    const wide = viewsOf({ blocks: [{ squaredSensitivity: 1, variance: 1, coordinates: 1e6 }], sites: 2, corrupted: 0 });
    expect(wide.allHonest).toEqual({ honestShares: 2, rhoUnits: wide.alone.rhoUnits });
  });

  it('covers the true divergence of a sum of discrete Gaussians, computed by convolution', () => {
    for (const [variance, shares, shift] of [[1, 2, 1], [1, 3, 2], [2, 2, 3], [4, 4, 5]] as const) {
      const { allHonest } = viewsOf({ blocks: [{ squaredSensitivity: shift ** 2, variance, coordinates: 1 }], sites: shares, corrupted: 0 });
      for (const order of [1.5, 2, 4, 8]) {
        expect(summedDivergence(variance, shares, shift, order)).toBeLessThanOrEqual((order * allHonest.rhoUnits) / RHO_UNITS_PER_ONE);
      }
    }
  });

  it.each([
    [{ sites: 0, corrupted: 0 }, 'sites must be a positive safe integer, but it is 0'],
    [{ sites: 3, corrupted: 3 }, 'corrupted must be an integer from 0 to sites - 1, which is 2, but it is 3'],
    [{ sites: 3, corrupted: -1 }, 'corrupted must be an integer from 0 to sites - 1, which is 2, but it is -1'],
  ])('refuses %j', (parties, message) => {
    expect(() => viewsOf({ blocks: [{ squaredSensitivity: 1, variance: 16, coordinates: 1 }], ...parties })).toThrow(new RangeError(message));
  });

  it('refuses a block without coordinates', () => {
    expect(() => viewsOf({ blocks: [{ squaredSensitivity: 1, variance: 16, coordinates: 0 }], sites: 1, corrupted: 0 })).toThrow('blocks[0].coordinates');
  });
});

describe('a release that is booked as part of a sum', () => {
  const someSum = fc.tuple(someBlocks, fc.integer({ min: 2, max: 100 }).chain((summed) => fc.record({ summed: fc.constant(summed), corrupted: fc.integer({ min: 1, max: summed - 1 }) })));
  const booked = (trust: 'local' | 'shared', blocks: readonly NoisedBlock[], parties: { summed: number; corrupted: number }) => ({ kind: 'summed-discrete-gaussian', trust, blocks, ...parties }) as const;

  it('costs in local trust what the site alone would show, and in shared trust what a coalition could see', () => {
    fc.assert(
      fc.property(someSum, ([blocks, parties]) => {
        const views = viewsOf({ blocks, sites: parties.summed, corrupted: parties.corrupted });
        expect(rhoUnits(booked('local', blocks, parties))).toBe(views.alone.rhoUnits);
        expect(rhoUnits(booked('shared', blocks, parties))).toBe(views.coalition.rhoUnits);
      }),
    );
  });

  it('carries all three views, whatever it was booked at', () => {
    fc.assert(
      fc.property(someSum, fc.constantFrom('local' as const, 'shared' as const), ([blocks, parties], trust) => {
        const recorded = JSON.parse(JSON.stringify(booked(trust, blocks, parties))) as ReturnType<typeof booked>;
        expect(viewsOfEvent(recorded)).toEqual(viewsOf({ blocks, sites: parties.summed, corrupted: parties.corrupted }));
        expect(rhoUnits(ownRelease(recorded))).toBe(viewsOfEvent(recorded).alone.rhoUnits);
      }),
    );
  });

  it('is accounted for in shared trust by zCDP and RDP, as an approximation by GDP, and by PLD only in local trust', () => {
    const blocks = [{ squaredSensitivity: 100, variance: 400, coordinates: 50 }];
    const [shared, local] = (['shared', 'local'] as const).map((trust) => booked(trust, blocks, { summed: 4, corrupted: 1 }));
    const full = { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 100, variance: 1200 }] } as const;
    for (const accountant of [zcdpAccountant, rdpAccountant, gdpAccountant]) {
      const [seen, expected] = [shared, full].map((event) => accountant.account(event, 'add-or-remove-one'));
      if (seen.kind === 'refused' || expected.kind === 'refused') throw new Error(accountant.name);
      expect(seen.epsilonAt(1e-5) / expected.epsilonAt(1e-5)).toBeCloseTo(1, 9);
    }
    expect(pldAccountant.account(shared, 'add-or-remove-one')).toMatchObject({ kind: 'refused', reason: 'For a sum of discrete Gaussians no dominating pair is proved, so the PLD accountant does not answer for shared noise.' });
    expect(pldAccountant.account(local, 'add-or-remove-one').kind).toBe('curve');
  });

  it.each([
    [{ trust: 'blind' }, 'trust must be local or shared'],
    [{ summed: 0 }, 'summed must be a positive safe integer'],
    [{ corrupted: 4 }, 'corrupted must be an integer from 0 to summed - 1, which is 3'],
    [{ blocks: [{ squaredSensitivity: 1, variance: 16, coordinates: 0 }] }, 'blocks[0].coordinates'],
  ])('is refused with %j', (change, message) => {
    const event = { ...booked('shared', [{ squaredSensitivity: 1, variance: 16, coordinates: 1 }], { summed: 4, corrupted: 1 }), ...change };
    expect(() => rhoUnits(event as ReturnType<typeof booked>)).toThrow(message);
  });
});
