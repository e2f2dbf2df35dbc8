import { describe, expect, it } from '@jest/globals';
import { sha256Hex } from './digest.js';

describe('sha256Hex', () => {
  it('gives the digest that FIPS 180-4 publishes for "abc"', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('hashes text as UTF-8', () => {
    expect(sha256Hex('é')).toBe(sha256Hex(Uint8Array.of(0xc3, 0xa9)));
  });
});
