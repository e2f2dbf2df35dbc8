import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesOf, hexOf, vectors } from '../vectors.fixture.js';
import { inverse, multiply } from './field.js';
import { recoverSecret } from './recover-secret.js';
import { combineShares, splitSecret } from './shamir.js';

describe('the field of 256 elements', () => {
  it('multiplies and inverts as polynomials do on integers', () => {
    for (const [a, b, product] of vectors.products) expect(multiply(a, b)).toBe(product);
    for (const [a, inverted] of vectors.inverses) expect(inverse(a)).toBe(inverted);
  });

  it('gives each element but 0 an inverse', () => {
    for (let a = 1; a < 256; a += 1) expect(multiply(a, inverse(a))).toBe(1);
  });
});

const uniform = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('a shared secret', () => {
  const { secret, coefficients, needed, shares } = vectors.shamir;

  it('has the shares that an independent program computes', () => {
    const split = splitSecret({ secret: bytesOf(secret), count: shares.length, needed, coefficients: bytesOf(coefficients) });
    expect(split.map(({ bytes }) => hexOf(bytes))).toEqual(shares);
    expect(split.map(({ point }) => point)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is given back by any shares that are enough, in any order', () => {
    const split = shares.map((bytes, k) => ({ point: k + 1, bytes: bytesOf(bytes) }));
    fc.assert(fc.property(fc.shuffledSubarray(split, { minLength: needed }), (some) => expect(hexOf(combineShares(some))).toBe(secret)));
  });

  it('could be any other secret, as far as one share too few can tell', () => {
    fc.assert(
      fc.property(uniform, uniform, (first, second) => {
        const share = splitSecret({ secret: first, count: 2, needed: 2, coefficients: bytesOf(secret) })[0];
        const explains = combineShares([share, { point: 2, bytes: splitSecret({ secret: second, count: 2, needed: 2, coefficients: second.map((byte, k) => byte ^ share.bytes[k]) })[1].bytes }]);
        expect(explains).toEqual(second);
      }),
    );
  });

  it('is found although some shares are wrong, if enough are right, and is never guessed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(8), { maxLength: 6 }), (wrong) => {
        const spoiled = shares.map((bytes, k) => ({ point: k + 1, bytes: bytesOf(bytes).map((byte, i) => (wrong.includes(k) ? byte ^ ((((37 + 50 * k) * (i + 3 + k * i)) % 255) + 1) : byte)) }));
        const found = recoverSecret({ shares: spoiled, needed, isRight: (candidate) => hexOf(candidate) === secret });
        expect(found?.shares.every(({ point }) => !wrong.includes(point - 1)) ?? true).toBe(true);
        expect(found === null ? null : hexOf(found.secret)).toBe(wrong.length <= shares.length - needed ? secret : null);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['one share that is enough alone', 3, 1],
    ['more shares needed than there are', 3, 4],
    ['more shares than the field has points', 256, 5],
  ])('is not split into %s', (_what, count, least) => {
    expect(() => splitSecret({ secret: bytesOf(secret), count, needed: least, coefficients: new Uint8Array(32 * (least - 1)) })).toThrow(RangeError);
  });
});
