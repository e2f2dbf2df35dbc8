import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { relativeError } from '../relative-error.fixture.js';
import { type PldVectors } from './hockey-stick.fixture.js';
import { normalMass } from './normal-mass.js';

const pldVectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/pld.json', import.meta.url), 'utf8')) as PldVectors;

describe('normalMass', () => {
  it.each(pldVectors.normalMass.rows)('from %d to %d around %d agrees with 40 digits to 2^-40', (from, to, mean, mass) => {
    expect(relativeError(normalMass({ from, to, mean }), mass)).toBeLessThan(2 ** -40);
  });

  it('of touching intervals adds up, whichever way each is computed', () => {
    const cut = fc.double({ min: -9, max: 9, noNaN: true });
    const width = fc.double({ min: -25, max: 2, noNaN: true }).map((x) => 2 ** x);
    fc.assert(
      fc.property(cut, width, width, cut, (from, one, other, mean) => {
        const parts = normalMass({ from, to: from + one, mean }) + normalMass({ from: from + one, to: from + one + other, mean });
        // The end itself is rounded, which is a larger part of a smaller interval.
        const rounding = 2 ** -49 / Math.min(one, other);
        expect(relativeError(parts, normalMass({ from, to: from + one + other, mean }))).toBeLessThan(2 ** -39 + rounding);
      }),
    );
  });

  it('of the whole line is 1, and of nothing beyond the line 0', () => {
    expect(normalMass({ from: -Infinity, to: Infinity, mean: 3 })).toBe(1);
    expect(normalMass({ from: -Infinity, to: -1e300, mean: 3 })).toBe(0);
  });
});
