import { describe, expect, it } from '@jest/globals';
import { Sensitive, discreteGaussian, systemRandom } from '@commonward/privacy';
import { tableLayout } from '@commonward/schema';
import { aDictionary, aGuarantee, aPlan, exactSum, nearlyNoiseless, share, simulatedPatients } from '../../test/simulated-table.js';
import { boundPairs, releaseVariances } from '../site/index.js';
import { absorb, aggregate } from './index.js';

const patients = simulatedPatients(3000, 7);
const plan = aPlan();
const layout = tableLayout(plan.dictionary);

function noisySignal(epsilon: number) {
  const noisy = aPlan({ guarantee: aGuarantee({ epsilon }) });
  const halves = [0, 1].map((k) => ({ rows: 1500, codes: patients.codes.subarray(k * 7500, (k + 1) * 7500) }));
  const releases = halves.map(
    (half) => discreteGaussian(boundPairs(Sensitive.of([half]), noisy), { variances: releaseVariances(noisy), random: systemRandom }).value,
  );
  return absorb({ ...aggregate({ kind: 'releases', releases }, noisy), plan: noisy });
}

describe('the absorbed signal', () => {
  it('holds the tables of the records, but for what shrinkage takes, if there is hardly any noise', () => {
    const quiet = nearlyNoiseless(plan);
    const signal = absorb({ sum: exactSum(patients, quiet), sites: 1, plan: quiet });
    expect(signal.records).toBeCloseTo(3000, 6);
    const painByDisease = share(patients, layout.sizes, [3, 4]);
    painByDisease.forEach((value, at) => {
      const cell = (layout.offsets[3] + (at >> 1)) * layout.cells + layout.offsets[4] + (at % 2);
      expect(signal.tables[cell]).toBeCloseTo(3000 * value, 1);
    });
  });

  it('is symmetric, and every table has the fused one-way tables as its margins', () => {
    const { tables, oneWays, records } = noisySignal(1);
    for (let i = 0; i < 5; i++) {
      expect(oneWays.subarray(layout.offsets[i], layout.offsets[i + 1]).reduce((sum, count) => sum + count, 0)).toBeCloseTo(records, 6);
      for (let j = 0; j < 5; j++) {
        if (i === j) continue;
        for (let a = layout.offsets[i]; a < layout.offsets[i + 1]; a++) {
          let margin = 0;
          for (let b = layout.offsets[j]; b < layout.offsets[j + 1]; b++) {
            margin += tables[a * layout.cells + b];
            expect(tables[a * layout.cells + b]).toBe(tables[b * layout.cells + a]);
          }
          expect(margin).toBeCloseTo(oneWays[a], 6);
        }
      }
    }
  });

  it('estimates the number of records within five standard errors, from noise alone', () => {
    // One table's total has variance cells x sites x sigma^2; the pairs with the target by themselves give the bound.
    const rho = 0.0305;
    const variance = 2 * (4 / rho);
    const standardError = Math.sqrt(1 / (3 / (8 * variance) + 1 / (4 * variance)));
    expect(Math.abs(noisySignal(1).records - 3000)).toBeLessThan(5 * standardError);
  });

  it('knows the noise of each pair, and which pairs were not measured', () => {
    const signal = noisySignal(1);
    const grid = aPlan({ guarantee: aGuarantee({ epsilon: 1 }) }).grid;
    const [target, other] = aPlan({ guarantee: aGuarantee({ epsilon: 1 }) }).blocks.map(({ variance }) => (2 * variance) / grid ** 2);
    expect([signal.variances[0 * 5 + 4], signal.variances[0 * 5 + 1], signal.variances[0]]).toEqual([target, other, Infinity]);
    const small = aPlan({ dictionary: aDictionary({ publicCohortSize: { north: 30, south: 30 } }), guarantee: aGuarantee({ epsilon: 0.8 }) });
    expect(small.workload).toBe('target-pairs');
    const narrow = absorb({ sum: exactSum(patients, small), sites: 2, plan: small });
    expect(narrow.variances[0 * 5 + 1]).toBe(Infinity);
    expect(narrow.variances[0 * 5 + 4]).toBeLessThan(Infinity);
  });

  it('needs a sum of the length of the plan, of one to all sites', () => {
    expect(() => absorb({ sum: new Float64Array(3), sites: 1, plan })).toThrow(RangeError);
    expect(() => absorb({ sum: new Float64Array(100), sites: 3, plan })).toThrow('sites is 3');
  });
});
