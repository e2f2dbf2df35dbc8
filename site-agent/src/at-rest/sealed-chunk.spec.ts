import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openChunk, OVERHEAD, sealChunk } from './sealed-chunk.js';

const vector = JSON.parse(readFileSync(new URL('../../../test/vectors/at-rest.json', import.meta.url), 'utf8')) as { readonly file: string; readonly index: number; readonly chunk: string };
const place = { file: vector.file, index: vector.index };
const chunk = new Uint8Array(Buffer.from(vector.chunk, 'hex'));
const key = new Uint8Array(32).fill(5);
const nonce = () => Uint8Array.from({ length: 12 }, (_, i) => i);
const content = new TextEncoder().encode('what one write holds');

describe('a sealed chunk', () => {
  it('is what an independent program makes, and opens', () => {
    expect(sealChunk({ key, nonce }, place, content)).toEqual(chunk);
    expect(openChunk(key, place, { bytes: chunk, offset: 0 })).toEqual(content);
    expect(chunk).toHaveLength(content.length + OVERHEAD);
  });

  it('opens wherever it lies in the bytes of a file', () => {
    const bytes = new Uint8Array(Buffer.concat([Buffer.alloc(7), chunk, Buffer.alloc(9)]));
    expect(openChunk(key, place, { bytes, offset: 7 })).toEqual(content);
    expect(openChunk(key, place, { bytes, offset: 6 })).toBeNull();
  });

  it('does not open in another file, in another place, under another key, or cut off', () => {
    expect(openChunk(key, { ...place, file: 'anchor.json' }, { bytes: chunk, offset: 0 })).toBeNull();
    expect(openChunk(key, { ...place, index: 4 }, { bytes: chunk, offset: 0 })).toBeNull();
    expect(openChunk(new Uint8Array(32).fill(6), place, { bytes: chunk, offset: 0 })).toBeNull();
    for (let kept = 0; kept < chunk.length; kept += 1) expect(openChunk(key, place, { bytes: chunk.subarray(0, kept), offset: 0 })).toBeNull();
  });

  it('does not open in another place though its header was changed to say that place', () => {
    const moved = chunk.slice();
    moved[0] = 4;
    expect(openChunk(key, { ...place, index: 4 }, { bytes: moved, offset: 0 })).toBeNull();
  });

  it('does not open after any bit of it has changed', () => {
    fc.assert(
      fc.property(fc.nat(chunk.length - 1), fc.nat(7), (at, bit) => {
        const bytes = chunk.slice();
        bytes[at] ^= 1 << bit;
        expect(openChunk(key, place, { bytes, offset: 0 })).toBeNull();
      }),
    );
  });
});
