import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { open, Sensitive } from '../boundary.js';
import { boundedPlaces } from './bounded-places.js';

type Answer = readonly number[] | null;

const bound = (answers: readonly Answer[], { places = 4, categories = [3, 2] } = {}) =>
  boundedPlaces({ records: Sensitive.of(answers), places, categories, codesOf: (answer) => answer, adjacency: 'add-or-remove-one' });

/** Places without their order. */
function placesOf(answers: readonly Answer[]): string[] {
  const { codes, categories } = open(bound(answers));
  return Array.from({ length: codes.length / categories.length }, (_, place) => String(codes.subarray(place * categories.length, (place + 1) * categories.length))).sort();
}

function differences(left: string[], right: string[]): number {
  const rest = [...right];
  return left.filter((place) => {
    const at = rest.indexOf(place);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  }).length;
}

/** Whatever a faulty or hostile encoder may answer. */
const anAnswer = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 })),
  fc.array(fc.oneof(fc.integer({ min: -1, max: 4 }), fc.constantFrom(1.5, NaN, Infinity)), { maxLength: 3 }),
  fc.constant(null),
);

describe('boundedPlaces', () => {
  it('gives each record a place, and leaves the others to nobody', () => {
    const { places, categories, codes } = open(bound([[2, 1], [0, 0]]));
    expect({ places, categories, codes: [...codes] }).toEqual({ places: 4, categories: [4, 3], codes: [2, 1, 0, 0, 3, 2, 3, 2] });
  });

  it('takes a record that cannot be read, or has a category that does not exist, for nobody', () => {
    expect([...open(bound([null, [3, 0], [0, 2], [1]])).codes]).toEqual([3, 2, 3, 2, 3, 2, 3, 2]);
  });

  it('leaves out records that find no place', () => {
    expect(placesOf(Array.from({ length: 9 }, () => [1, 1]))).toEqual(['1,1', '1,1', '1,1', '1,1']);
  });

  it('has always so many places, and one of them differs at most when a record comes, goes or is replaced, wherever it stood', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { maxLength: 6 }), anAnswer, anAnswer, fc.nat(6), (others, one, another, at) => {
        const [without, withOne, withAnother] = [others, others.toSpliced(at, 0, one), others.toSpliced(at, 0, another)].map(placesOf);
        expect(withOne).toHaveLength(4);
        expect(differences(without, withOne)).toBeLessThanOrEqual(1);
        expect(differences(withOne, withAnother)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    [{ places: 0 }, 'places must be an integer from 1 to 2147483647, but it is 0'],
    [{ categories: [2, 0] }, 'categories[1] must be an integer from 1 to 65534, but it is 0'],
  ])('refuses %j', (size, message) => {
    expect(() => bound([], size)).toThrow(new RangeError(message));
  });
});
