import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toHex } from './hex.js';
import { sha256 } from './sha256.js';

describe('sha256', () => {
  it('is what FIPS 180 gives as examples', () => {
    const of = (text: string) => toHex(sha256(new TextEncoder().encode(text)));
    expect(of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(of('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe('248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1');
    expect(of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('is what OpenSSL computes, at every length around its blocks', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))), { numRuns: 1000 });
  });
});
