import { describe, expect, it } from '@jest/globals';
import type { RandomisedAnswer } from '@commonward/accounting';
import fc from 'fast-check';
import { estimateVariance } from './estimate-variance.js';

const anAnswer = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 })).map(([categories, replaced, kept]) => ({ categories, replaced, outOf: replaced + kept }));

/** By the definition: over all answers of a place with these true categories, the squares of the weights less the square of their mean. */
function varianceOfPlace(columns: readonly RandomisedAnswer[], truth: readonly number[]): number {
  let total = 0;
  const cells = everyCell(columns);
  for (const cell of cells) {
    const [mean, square] = [1, 2].map((power) => cells.reduce((sum, answer) => sum + chance(columns, truth, answer) * weight(columns, cell, answer) ** power, 0));
    total += square - mean * mean;
  }
  return total / cells.length;
}

const everyCell = (columns: readonly RandomisedAnswer[]): number[][] => columns.reduce<number[][]>((cells, { categories }) => cells.flatMap((cell) => Array.from({ length: categories }, (_, code) => [...cell, code])), [[]]);
const chance = (columns: readonly RandomisedAnswer[], truth: readonly number[], answer: readonly number[]): number =>
  columns.reduce((product, { categories, replaced, outOf }, c) => product * ((answer[c] === truth[c] ? 1 - replaced / outOf : 0) + replaced / outOf / categories), 1);
const weight = (columns: readonly RandomisedAnswer[], cell: readonly number[], answer: readonly number[]): number =>
  columns.reduce((product, { categories, replaced, outOf }, c) => product * (((answer[c] === cell[c] ? 1 : 0) - replaced / outOf / categories) / (1 - replaced / outOf)), 1);

describe('the variance of an estimate from randomised records', () => {
  it('is that of all answers that there can be, for as many places, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { minLength: 1, maxLength: 2 }), fc.integer({ min: 1, max: 1000 }), fc.nat(), (columns, places, seed) => {
        const truth = columns.map(({ categories }, c) => (seed >> c) % categories);
        expect(estimateVariance(columns, places) / (places * varianceOfPlace(columns, truth))).toBeCloseTo(1, 9);
      }),
    );
  });
});
