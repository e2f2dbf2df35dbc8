import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wine, wineDictionary } from '../metrics/wine.fixture.js';
import { seededRandom } from '../seeded-random.js';
import { densityRatioScores, distanceScores, distancesToSynthetic, membershipRisk, type MembershipTask } from './membership.js';
import { columnRanges, mixedRows, type MixedRows } from './mixed-rows.js';
import { truePositivesAt } from './true-positives.js';

const tables = [wine('real'), wine('holdout')];
const [members, nonMembers] = tables.map((table) => mixedRows(table, columnRanges(tables, wineDictionary())));
const ATTACKS = [
  ['by distance', (task: MembershipTask) => distanceScores(distancesToSynthetic(task))],
  ['by density ratio', (task: MembershipTask) => densityRatioScores(distancesToSynthetic(task), task)],
] as const;

/** Points of a square, at random. */
function points(rows: number, seed: number): MixedRows {
  const random = seededRandom(seed);
  return { rows, columns: 2, values: Float64Array.from({ length: 2 * rows }, () => random.uniform()) };
}

describe.each(ATTACKS)('the attack %s', (_, scores) => {
  it('finds nearly every member where the synthetic records are the training records', () => {
    const { auroc, truePositives } = membershipRisk(scores({ members, nonMembers, synthetic: members }));
    expect(auroc.low).toBeGreaterThan(0.95);
    expect(truePositives.rate.low).toBeGreaterThan(0.9);
  });

  it('finds members no better than by guessing where the synthetic records are new ones of the same kind', () => {
    const task: MembershipTask = { members: points(400, 1), nonMembers: points(400, 2), synthetic: points(400, 3) };
    const { auroc, truePositives } = membershipRisk(scores(task));
    expect(Math.abs(auroc.value - 0.5)).toBeLessThan(0.05);
    expect(auroc.low < 0.5 && auroc.high > 0.5).toBe(true);
    expect(truePositives.rate.low).toBeLessThan(0.01);
  });

  it('finds the one member in twenty that was copied by its true positives, though hardly by the area', () => {
    const synthetic = points(400, 3);
    const task = { members: points(400, 1), nonMembers: points(400, 2), synthetic: { ...synthetic, values: Float64Array.of(...points(400, 1).values.slice(0, 40), ...synthetic.values.slice(40)) } };
    const { auroc, truePositives } = membershipRisk(scores(task));
    expect(auroc.value).toBeLessThan(0.6);
    expect(truePositives.found).toBeGreaterThanOrEqual(20);
  });
});

describe('truePositivesAt', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 300 }).map((values) => Float64Array.from(values));

  it('never takes more than the allowed share of the non-members for members, ties included', () => {
    fc.assert(
      fc.property(scores, scores, fc.double({ min: 0, max: 0.5, noNaN: true }), (ours, others, rate) => {
        const { found, rate: share } = truePositivesAt({ members: ours, nonMembers: others }, rate);
        expect(share.low <= share.value && share.value <= share.high).toBe(true);
        // The lowest score that counts as found: no more than the allowed number of non-members reach it.
        const lowest = Float64Array.from(ours).sort().reverse()[found - 1];
        if (found > 0) expect(others.filter((score) => score >= lowest).length).toBeLessThanOrEqual(Math.floor(rate * others.length));
      }),
    );
  });
});
