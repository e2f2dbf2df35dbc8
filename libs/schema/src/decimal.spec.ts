import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDecimal } from './decimal.js';

describe('parseDecimal', () => {
  it.each([
    ['.7', 0.7],
    ['-.5', -0.5],
    ['63.0', 63],
    ['+4', 4],
    ['007', 7],
    ['1e3', 1000],
    ['2.5E-1', 0.25],
  ])('reads %s', (text, value) => expect(parseDecimal(text)).toBe(value));

  it.each(['', ' ', '0x10', 'NaN', 'Infinity', '-', '.', '1,5', '1 000', '1e', '1e999', '0b1', '1_0', '63.'])('does not read %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('reads every finite number as it is printed', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => parseDecimal(String(value)) === value));
  });
});
