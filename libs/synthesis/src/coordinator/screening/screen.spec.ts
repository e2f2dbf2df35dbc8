import { describe, expect, it } from '@jest/globals';
import { Sensitive, discreteGaussian, systemRandom } from '@commonward/privacy';
import { aDictionary, aGuarantee, aPlan, simulatedPatients, testUniform } from '../../../test/simulated-table.js';
import { planBlocks } from '../../plan/index.js';
import type { PairsPlan } from '../../plan/index.js';
import { boundPairs, releaseVariances } from '../../site/index.js';
import { falseRejectRate, releaseProblem } from './release-problem.js';
import { screen } from './screen.js';

const SITES = ['north', 'south', 'west', 'east'];
const PATIENTS = 150;
const dictionary = aDictionary({ publicCohortSize: Object.fromEntries(SITES.map((site) => [site, PATIENTS])) });
const planAt = (epsilon: number) => aPlan({ dictionary, sites: SITES, guarantee: aGuarantee({ epsilon }) });

function released(plan: PairsPlan, seed: number, patients = PATIENTS): Int32Array {
  const records = Sensitive.of([simulatedPatients(patients, seed)]);
  return discreteGaussian(boundPairs(records, plan), { variances: releaseVariances(plan), random: systemRandom }).value;
}

const bounded = (value: number) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.round(value)));
const flipped = (release: Int32Array) => release.map((value) => bounded(-10 * value));
function garbage(release: Int32Array, seed: number): Int32Array {
  const uniform = testUniform(seed);
  const largest = release.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return release.map(() => bounded(50 * largest * (2 * uniform() - 1)));
}

describe.each([1, 3, 10])('the screening of releases at epsilon %d', (epsilon) => {
  const plan = planAt(epsilon);

  it('keeps every honest site, over many draws of the noise', () => {
    for (let seed = 0; seed < 25; seed++) {
      const releases = SITES.map((site, k) => ({ site, values: released(plan, 4 * seed + k) }));
      expect(screen(releases, plan).leftOut).toEqual([]);
    }
  });

  it('names a site that sends its release with ten times the opposite sign, and keeps the others', () => {
    for (let seed = 0; seed < 20; seed++) {
      const releases = SITES.map((site, k) => ({ site, values: k === 2 ? flipped(released(plan, seed)) : released(plan, seed + k) }));
      const { kept, leftOut } = screen(releases, plan);
      expect(leftOut.map(({ site }) => site)).toEqual(['west']);
      expect(kept.map(({ site }) => site)).toEqual(['north', 'south', 'east']);
      expect(leftOut[0].reason).toMatch(/^[A-Z][^.]*\.$/);
    }
  });

  it('names a site that sends garbage fifty times as large as a release', () => {
    for (let seed = 0; seed < 20; seed++) {
      const values = garbage(released(plan, seed), seed);
      expect(screen([{ site: 'north', values }], plan).leftOut.map(({ site }) => site)).toEqual(['north']);
    }
  });

  it('is wrong about honest sites no more often than it says, also where it is told to be wrong often', () => {
    const releases = Array.from({ length: 200 }, (_, seed) => ({ site: 'north', values: released(plan, seed) }));
    for (const tail of [2, 3, 4]) {
      const rejected = releases.filter((release) => releaseProblem(release, plan, tail) !== null);
      expect(rejected.length / releases.length).toBeLessThanOrEqual(falseRejectRate(plan, tail));
    }
  });
});

describe('the screening of a release', () => {
  const plan = planAt(10);
  const problem = (values: Int32Array, site = 'north') => releaseProblem({ site, values }, plan, 21);

  it('promises to be wrong about one honest release in 300 million at most', () => {
    expect(falseRejectRate(plan, 21)).toBeLessThan(1 / 300e6);
  });

  it('allows half as many patients again as a rounded size says, and not three times as many', () => {
    expect(problem(released(plan, 1, 1.5 * PATIENTS))).toBeNull();
    expect(problem(released(plan, 1, 3 * PATIENTS))).toMatch(/^Its tables count about 4\d\d patients, more than its declared size/);
  });

  it('finds tables that agree on fewer than no patients', () => {
    const noisy = aPlan({ sites: SITES, dictionary, guarantee: aGuarantee({ epsilon: 0.7 }) });
    const values = released(noisy, 6);
    for (const { start, shape } of planBlocks(noisy).flatMap(({ tables }) => tables)) {
      const cells = shape.reduce((product, size) => product * size, 1);
      for (let at = start; at < start + cells; at++) values[at] -= Math.round((4 * PATIENTS * noisy.grid) / cells);
    }
    expect(releaseProblem({ site: 'north', values }, noisy, 21)).toBe('Its tables count fewer than no patients, by more than the noise of the plan explains.');
  });

  it('finds one table that counts other patients than the rest', () => {
    const values = released(plan, 2);
    values.forEach((value, at) => at < 8 && (values[at] = value + plan.grid * 20));
    expect(problem(values)).toMatch(/^Its tables do not count the same number of patients/);
  });

  it('finds a count beyond what 32-bit sums leave room for', () => {
    const values = released(plan, 3);
    values[5] = 2 ** 31 - 1;
    expect(problem(values)).toMatch(/^It holds a count that no number of patients/);
  });

  it('finds counts that are each within the noise and cancel out in every total', () => {
    const noisy = aPlan({ sites: SITES, dictionary, guarantee: aGuarantee({ epsilon: 0.7 }) });
    const values = released(noisy, 4);
    for (const { tables, variance } of planBlocks(noisy)) {
      const push = Math.floor(8 * Math.sqrt(variance));
      for (const { start, shape } of tables) {
        const cells = shape.reduce((product, size) => product * size, 1);
        for (let at = start + 1; at < start + cells; at++) values[at] -= push;
        values[start] += (cells - 1) * push;
      }
    }
    expect(releaseProblem({ site: 'north', values }, noisy, 21)).toBe('It is larger than any tables of its patients with the noise of the plan.');
  });

  it('knows of a site without a declared size only what the clamp of the plan allows', () => {
    const silent = aPlan({ dictionary: aDictionary(), sites: SITES });
    expect(releaseProblem({ site: 'north', values: released(silent, 5, 3000) }, silent, 21)).toBeNull();
  });
});
