import { describe, expect, it } from '@jest/globals';

import { composed, discreteGaussian, discreteLaplace, gaussian, laplace, randomisedResponse, repeated, sampled } from './an-event.fixture.js';
import type { DpEvent } from './dp-event.js';
import { pureEpsilonOf } from './pure-epsilon.js';

const choice: DpEvent = { kind: 'exponential-mechanism', sensitivity: 3, scale: 12 };

describe('pureEpsilonOf', () => {
  it.each<[string, DpEvent, number]>([
    ['L1 sensitivity over scale, for discrete Laplace noise', discreteLaplace(3, 6), 0.5],
    ['1 over the multiplier, for Laplace noise', laplace(4), 0.25],
    ['2 sensitivity over scale, for a selection', choice, 0.5],
    ['ln 3, for a fair coin before a binary answer', randomisedResponse(2, 1, 2), Math.log(3)],
    ['0, for an answer that is always replaced', randomisedResponse(7, 5, 5), 0],
    ['the sum, for a composition', composed(laplace(4), repeated(choice, 3)), 1.75],
    ['ln(1 + q (e^epsilon - 1)), for a sample', sampled(randomisedResponse(2, 1, 2), 1, 2), Math.log(2)],
    ['the same where e^epsilon is no double', sampled(laplace(1 / 2000), 1, 2), 2000 - Math.log(2)],
    ['Infinity, for Gaussian noise', gaussian(1), Infinity],
    ['Infinity, for discrete Gaussian noise', composed(laplace(1), discreteGaussian(1, 10)), Infinity],
    ['0, for nothing', composed(), 0],
  ])('is %s', (_rule, event, epsilon) => {
    if (epsilon === Infinity) expect(pureEpsilonOf(event)).toBe(Infinity);
    else expect(pureEpsilonOf(event)).toBeCloseTo(epsilon, 12);
  });
});
