import { describe, expect, it } from '@jest/globals';
import { epsilonOf, RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor, type Adjacency } from '@commonward/accounting';
import fc from 'fast-check';
import { aDictionary, aGuarantee, SITES } from '../../../test/simulated-table.js';
import { CLIPPINGS, eventOf, gradientLength, laterEventsOf, parsePlan, planGradients, planStudy, releasedBlocks, roundOfPlan, rhoUnitsOfAll, studyEventOf, weightsText, type GradientsPlan } from '../index.js';
import { aGradientsPlan, aGradientsStudy, MANY } from '../../../test/a-gradients-study.js';

const someWeights = (plan: GradientsPlan, weight = 0.25): string => weightsText(new Float32Array(gradientLength(plan)).fill(weight));
const atStep = (plan: GradientsPlan, step: number): GradientsPlan => ({ ...plan, part: { name: 'step', step, weights: someWeights(plan) } });

const problemOf = (plan: object): string => {
  try {
    parsePlan(JSON.stringify(plan));
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('a plan of a neural discriminator', () => {
  it('costs each site no more than its guarantee in all its rounds, and wastes less than a hundredth of it', () => {
    const terms = fc.record({
      guarantee: fc.record({ epsilon: fc.double({ min: 2, max: 20, noNaN: true }), delta: fc.double({ min: 1e-7, max: 1e-4, noNaN: true }), adjacency: fc.constantFrom<Adjacency>('add-or-remove-one', 'replace-one') }).map(aGuarantee),
      steps: fc.integer({ min: 1, max: 300 }),
      clipping: fc.constantFrom(...CLIPPINGS),
    });
    fc.assert(
      fc.property(terms, ({ guarantee, steps, clipping }) => {
        const plan = aGradientsPlan({ guarantee, steps, clipping, dictionary: aDictionary({ publicCohortSize: { north: 60_000, south: 60_000 } }) });
        const units = rhoUnitsOfAll([eventOf(plan), ...laterEventsOf(plan)]);
        expect(units).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
        expect(units).toBeGreaterThan(0.99 * rhoUnitsFor(guarantee));
        expect(rhoUnits(studyEventOf(plan))).toBeLessThanOrEqual(units);
        expect(epsilonOf({ rho: units / RHO_UNITS_PER_ONE, delta: guarantee.delta })).toBeLessThanOrEqual(guarantee.epsilon);
      }),
      { numRuns: 20 },
    );
  });

  it('releases a count of each class, and then a gradient of every weight in each step', () => {
    const plan = aGradientsPlan();
    const cells = 4 + 4 + 2 + 4 + 2;
    expect(releasedBlocks(plan).map(({ name, length, squaredSensitivity }) => [name, length, squaredSensitivity / plan.grid ** 2])).toEqual([['classes', 2, 1]]);
    expect(releasedBlocks(atStep(plan, 1)).map(({ name, length, squaredSensitivity }) => [name, length, squaredSensitivity / plan.grid ** 2])).toEqual([['step', (cells + 1) * 32 + 33, 1]]);
    expect([plan, atStep(plan, 1), atStep(plan, 20)].map(roundOfPlan)).toEqual([1, 2, 21]);
    const replacing = aGradientsPlan({ guarantee: aGuarantee({ adjacency: 'replace-one', epsilon: 6 }) });
    expect([replacing, atStep(replacing, 1)].map((one) => releasedBlocks(one)[0].squaredSensitivity / replacing.grid ** 2)).toEqual([2, 4]);
  });

  it('asks a site at its first round to be able to pay for all that come after', () => {
    const plan = aGradientsPlan();
    expect([plan, atStep(plan, 1), atStep(plan, 20)].map((one) => laterEventsOf(one).length)).toEqual([20, 19, 0]);
  });

  it('leaves room for the noise and for the sum of every declared patient', () => {
    const sizes = fc.integer({ min: 20_000, max: 200_000 });
    fc.assert(
      fc.property(sizes, fc.constantFrom(2, 3, 10), (size, epsilon) => {
        const plan = aGradientsPlan({ guarantee: aGuarantee({ epsilon, delta: 1e-7 }), dictionary: aDictionary({ publicCohortSize: { north: size, south: 20_000 } }) });
        expect(plan.clampTo).toBeGreaterThanOrEqual(size * plan.grid);
        expect(problemOf(plan)).toBe('none');
      }),
      { numRuns: 10 },
    );
  });

  it('is read as it was written, at every round', () => {
    const plan = aGradientsPlan();
    for (const one of [plan, atStep(plan, 1), atStep(plan, 20)]) expect(parsePlan(JSON.stringify(one))).toEqual(one);
  });

  it('is not read with weights of another network or that are no numbers, with a step it does not have, or at more than its guarantee', () => {
    const plan = atStep(aGradientsPlan(), 3);
    const changed = (part: object) => problemOf({ ...plan, part: { ...plan.part, ...part } });
    expect(changed({ weights: weightsText([1, 2]) })).toContain('expected 577 numbers of 32 bits');
    expect(changed({ weights: someWeights(plan, NaN) })).toContain('a weight is not a number');
    expect(changed({ step: 21 })).toContain('the study has 20 steps');
    expect(problemOf({ ...plan, steps: 21 })).toContain('costs more than the guarantee allows');
    expect(problemOf({ ...plan, variances: { ...plan.variances, step: plan.variances.step.map((variance) => Math.floor(variance * 0.9)) } })).toContain('costs more than the guarantee allows');
    expect(problemOf({ ...plan, units: 1000 })).toContain('units');
  });

  it('is refused, with the arithmetic, where gradients would drown in noise, and where nobody knows whether they would', () => {
    const few = { north: 300, south: 390 };
    const refused = planGradients(aGradientsStudy({ dictionary: aDictionary({ publicCohortSize: few }), steps: null }));
    // rho of epsilon 3; a step has 49/50 of a 200th of it; two sites add noise of that to 577 weights.
    const rho = rhoUnitsFor(aGuarantee()) / RHO_UNITS_PER_ONE;
    const signal = 690 / Math.sqrt((2 * 577) / (2 * rho * (0.98 / 200)));
    expect(refused.kind).toBe('refused');
    expect(refused.forecast.reason).toContain(`690 patients at 2 sites and epsilon 3: the gradient of a step is at most ${signal.toPrecision(3)} times as long as its noise, less than 4`);
    expect(planGradients(aGradientsStudy({ dictionary: aDictionary() })).forecast.reason).toContain('declares the public number of patients of every site');
    expect(planGradients(aGradientsStudy()).forecast).toMatchObject({ outcome: 'gradients', cohort: MANY.north + MANY.south });
  });

  it('is made with the setting dp-training, which alone has steps', () => {
    const study = { ...aGradientsStudy(), allocation: 'usual', tuning: 'none' } as const;
    expect(planStudy({ ...study, setting: 'dp-training' })).toMatchObject({ kind: 'planned', plan: { encoding: 'gradients', steps: 20 } });
    expect(planStudy({ ...study, setting: 'moments', steps: null })).toMatchObject({ kind: 'planned', plan: { encoding: 'pairs' } });
    expect(() => planStudy({ ...study, setting: 'moments', steps: null, clipping: 'layers' })).toThrow('Only gradients are clipped layer by layer');
    expect(() => planStudy({ ...study, setting: 'moments' })).toThrow('Only a network is trained in steps');
    expect(() => planGradients(aGradientsStudy({ steps: 0 }))).toThrow('trained in 1 to 1000 steps, but steps is 0');
    expect(() => planGradients(aGradientsStudy({ sites: [...SITES, 'north'] }))).toThrow('named twice');
  });
});
