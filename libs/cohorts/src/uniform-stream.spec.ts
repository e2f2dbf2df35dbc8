import { describe, expect, it } from '@jest/globals';
import { uniformStream } from './uniform-stream.js';

describe('uniformStream', () => {
  it('is the ChaCha20 key stream of a zero key and nonce from block 0 on (RFC 8439, appendix A.1, vector 1)', () => {
    const keyStream =
      '76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7' +
      'da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586';
    const bytes = Buffer.from(keyStream, 'hex');
    const expected = Array.from({ length: 8 }, (_, i) => {
      const high = BigInt(bytes.readUInt32LE(8 * i) >>> 5);
      const low = BigInt(bytes.readUInt32LE(8 * i + 4) >>> 6);
      return Number((high << 26n) | low) / Number(1n << 53n);
    });
    const next = uniformStream(new Uint8Array(32));
    expect(Array.from({ length: 8 }, next)).toEqual(expected);
  });

  it('goes on with the second block where the first ends (RFC 8439, appendix A.1, vector 2)', () => {
    const next = uniformStream(new Uint8Array(32));
    for (let i = 0; i < 8; i++) next();
    const bytes = Buffer.from('9f07e7be5551387a', 'hex');
    expect(next()).toBe(((bytes.readUInt32LE(0) >>> 5) * 2 ** 26 + (bytes.readUInt32LE(4) >>> 6)) / 2 ** 53);
  });

  it('stays in [0, 1), is even, and does not repeat itself after a refill', () => {
    const next = uniformStream(Uint8Array.from({ length: 32 }, (_, i) => i));
    const draws = Array.from({ length: 20_000 }, next);
    const mean = draws.reduce((sum, u) => sum + u, 0) / draws.length;
    expect(draws.every((u) => u >= 0 && u < 1)).toBe(true);
    // Five standard errors of the mean of 20,000 uniform draws.
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(20_000));
    expect(new Set(draws).size).toBe(draws.length);
  });

  it('refuses a seed that is not 32 bytes long', () => {
    expect(() => uniformStream(new Uint8Array(16))).toThrow(RangeError);
  });
});
