import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exp, log } from './deterministic-math.js';

const BITS = 200n;
const ONE = 1n << BITS;

/** The double as an exact fixed-point number, scaled by 2^200 (exact for |x| >= 2^-147). */
function fixed(x: number): bigint {
  let exponent = 0;
  while (x % 1 !== 0) {
    x *= 2;
    exponent++;
  }
  return (BigInt(x) << BITS) >> BigInt(exponent);
}

/** exp by its series in fixed point, after dividing by 2^16 and squaring back. */
function fixedExp(x: bigint): bigint {
  const small = x >> 16n;
  let sum = ONE;
  let term = ONE;
  for (let n = 1n; n < 40n; n++) {
    term = (term * small) / (ONE * n);
    sum += term;
  }
  for (let i = 0; i < 16; i++) sum = (sum * sum) >> BITS;
  return sum;
}

const ulp = (x: number) => 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52);
const ulpsApart = (value: number, exact: bigint) => Math.abs(Number(fixed(value) - exact) / Number(ONE)) / ulp(value);

describe('the exponential', () => {
  it('is within one unit in the last place of the exact value', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        fc.pre(x === 0 || Math.abs(x) > 1e-9);
        expect(ulpsApart(exp(x), fixedExp(fixed(x)))).toBeLessThan(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with the engine to two units in the last place over its whole range', () => {
    for (let x = -707; x < 709.7; x += 0.0731) {
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(2 * ulp(Math.exp(x)));
    }
  });

  it('is exact at zero, vanishes below the smallest double and overflows above the largest', () => {
    expect([exp(0), exp(-Infinity), exp(-800), exp(710), exp(Infinity), exp(NaN)]).toEqual([
      1, 0, 0, Infinity, Infinity, NaN,
    ]);
    expect(exp(-745)).toBe(5e-324);
  });
});

describe('the logarithm', () => {
  it('is undone by the exact exponential to within one unit in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (x) => {
        const y = log(x);
        fc.pre(Math.abs(y) > 1e-6);
        const slope = Number(fixedExp(fixed(y)) - fixed(x)) / Number(ONE) / x;
        expect(Math.abs(slope)).toBeLessThan(ulp(y));
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with the engine to two units in the last place, subnormal numbers included', () => {
    for (let x = 5e-324; x < 1e308; x *= 1.0917) {
      const expected = Math.log(x);
      expect(Math.abs(log(x) - expected)).toBeLessThanOrEqual(2 * ulp(expected));
      if (x < 1e-320) x *= 2;
    }
  });

  it('is exact at the edges of its domain', () => {
    expect([log(1), log(0), log(-1), log(Infinity), log(NaN)]).toEqual([0, -Infinity, NaN, Infinity, NaN]);
  });
});
