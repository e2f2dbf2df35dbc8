import { describe, expect, it } from '@jest/globals';
import { anAgreement } from './a-round.fixture.js';
import { graphOf } from './graph.js';
import { localTrustThreshold, neighboursOfRegular } from './thresholds.js';

/** C(n, k), exactly. */
function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let i = 1; i <= k; i += 1) ways = (ways * BigInt(n - k + i)) / BigInt(i);
  return k > n ? 0n : ways;
}

/** How often at least `least` of `drawn` among `all` are of `marked`: exactly, as a power of two that it stays below. */
function staysBelow(power: number, { all, marked, drawn, least }: { readonly all: number; readonly marked: number; readonly drawn: number; readonly least: number }): boolean {
  let ways = 0n;
  for (let hit = least; hit <= Math.min(marked, drawn); hit += 1) ways += choose(marked, hit) * choose(all - marked, drawn - hit);
  return ways << BigInt(power) <= choose(all, drawn);
}

describe('thresholds', () => {
  it.each([
    [3, 3],
    [4, 3],
    [16, 11],
    [64, 43],
    [100, 67],
  ])('of %i sites with full noise each are %i', (sites, threshold) => {
    expect(localTrustThreshold(sites)).toBe(threshold);
  });

  it.each([65, 80, 100, 128, 129, 200, 256, 257, 400, 512, 513, 800, 1000])('give %i sites neighbours enough that a fifth of corrupted ones cannot, and 70 %% of survivors can, put a secret together', (sites) => {
    const neighbours = neighboursOfRegular(sites);
    const needed = neighbours / 2 + 1;
    const [corrupted, gone] = [Math.floor(sites / 5), Math.floor((3 * sites) / 10)];
    const ofAnySite = Math.ceil(Math.log2(sites));
    expect(staysBelow(40 + ofAnySite, { all: sites - 1, marked: corrupted, drawn: neighbours, least: needed })).toBe(true);
    expect(staysBelow(19 + ofAnySite, { all: sites - 1, marked: gone, drawn: neighbours, least: neighbours - needed + 1 })).toBe(true);
  });
});

describe('the graph of masks', () => {
  it('joins every pair of up to 64 sites', () => {
    expect(graphOf(anAgreement({ sites: 5 })).neighbours(2)).toEqual([0, 1, 3, 4]);
    expect(graphOf(anAgreement({ sites: 5 })).group(2)).toEqual([0, 1, 2, 3, 4]);
  });

  it('above is mutual, without oneself, and equally many for all', () => {
    const { neighbours } = graphOf(anAgreement({ sites: 200 }));
    for (let site = 0; site < 200; site += 1) {
      expect(new Set(neighbours(site)).size).toBe(neighboursOfRegular(200));
      expect(neighbours(site)).not.toContain(site);
      for (const other of neighbours(site)) expect(neighbours(other)).toContain(site);
    }
  });

  it('follows from the roster alone: neither round, attempt, plan nor study moves anyone', () => {
    const terms = { sites: 100 };
    const moved = graphOf(anAgreement({ ...terms, round: 8, attempt: 3, study: 'lungs', planSha256: 'cd'.repeat(32) }));
    const here = graphOf(anAgreement(terms));
    for (let site = 0; site < 100; site += 1) expect(moved.neighbours(site)).toEqual(here.neighbours(site));
    const { roster } = anAgreement({ sites: 101 });
    const elsewhere = graphOf({ ...anAgreement(terms), roster: roster.slice(1) });
    expect(Array.from({ length: 100 }, (_, site) => site).some((site) => String(elsewhere.neighbours(site)) !== String(here.neighbours(site)))).toBe(true);
  });
});
