import { describe, expect, it } from '@jest/globals';
import { chacha20 } from '@noble/ciphers/chacha.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { publicUniform } from './public-randomness.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';

describe('public randomness', () => {
  it('comes from the block function of RFC 8439, section 2.3.2', () => {
    const block = chacha20(hexToBytes(SEED), hexToBytes('000000090000004a00000000'), new Uint8Array(64), undefined, 1);
    expect(bytesToHex(block)).toBe(
      '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e' +
        'd2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e',
    );
  });

  it('reads 53 bits of the stream named by the hash of its name', () => {
    // Expected numbers: a separate ChaCha20 written from the RFC, nonce = first 12 bytes of SHA-256('rows').
    const uniform = publicUniform(SEED, 'rows');
    expect([uniform(), uniform()]).toEqual([0.24644107984311614, 0.9696230419741144]);
  });

  it('repeats for the same seed and stream, and differs for another stream', () => {
    const draws = (stream: string) => {
      const uniform = publicUniform(SEED, stream);
      return Array.from({ length: 10_000 }, uniform);
    };
    expect(draws('rows')).toEqual(draws('rows'));
    expect(new Set([...draws('rows'), ...draws('rows/2')]).size).toBe(20_000);
  });

  it('is uniform on [0, 1) by a chi-square test of 100 cells', () => {
    const uniform = publicUniform(SEED, 'uniformity');
    const counts = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i++) counts[Math.floor(uniform() * 100)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(148.2); // the 99.9 % point with 99 degrees of freedom
  });
});
