import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { atomsPair } from './atoms-pair.js';
import { excessOf, excessOfPair, type Outcomes } from './hockey-stick.fixture.js';
import { sampled, sampledInBoth } from './poisson-sampling.js';

const probabilities = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.double({ min: 0.01, max: 1, noNaN: true }) }, { weight: 1, arbitrary: fc.constant(0) }), { minLength: 4, maxLength: 4 })
  .filter((weights) => weights.some((w) => w > 0))
  .map((weights) => weights.map((w) => w / weights.reduce((sum, x) => sum + x, 0)));
const q = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const anEpsilon = fc.double({ min: -3, max: 3, noNaN: true });

const outcomesOf = (first: readonly number[], second: readonly number[]): Outcomes => first.map((p, i) => [p, second[i]] as const);
const pairOf = (outcomes: Outcomes) =>
  atomsPair(outcomes.filter(([p, r]) => p + r > 0).map(([first, second]) => ({ loss: Math.log(first / second), first, second })));
const mixed = (a: readonly number[], b: readonly number[], share: number) => a.map((p, i) => share * p + (1 - share) * b[i]);

describe('sampled', () => {
  it('is, both ways, the mixture of the outputs with and without the unit of privacy', () => {
    fc.assert(
      fc.property(probabilities, probabilities, q, anEpsilon, (present, absent, share, epsilon) => {
        const pairs = sampled({ remove: pairOf(outcomesOf(present, absent)), add: pairOf(outcomesOf(absent, present)) }, share);
        const mixture = mixed(present, absent, share);
        expect(excessOfPair(pairs.remove, epsilon)).toBeCloseTo(excessOf(outcomesOf(mixture, absent), epsilon), 12);
        // An output that only the absent can give has a finite loss on a sample, which this pair may still take for infinite.
        const add = Math.max(0, excessOfPair(pairs.add, epsilon));
        const exact = excessOf(outcomesOf(absent, mixture), epsilon);
        expect(add).toBeGreaterThan(exact - 1e-12);
        if (absent.every((p, i) => p === 0 || present[i] > 0)) expect(add).toBeCloseTo(exact, 12);
      }),
    );
  });
});

describe('sampledInBoth', () => {
  it('dominates two mixtures with any third output, which is what a replaced unit leaves when it is not sampled', () => {
    fc.assert(
      fc.property(fc.tuple(probabilities, probabilities, probabilities), q, anEpsilon, ([here, there, without], share, epsilon) => {
        const outcomes = outcomesOf(mixed(here, without, share), mixed(there, without, share));
        const pair = sampledInBoth(pairOf(outcomesOf(here, there)), share);
        expect(excessOf(outcomes, epsilon)).toBeLessThan(excessOfPair(pair, epsilon) + 1e-12);
      }),
    );
  });
});
