import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, parseCanonicalJson } from './canonical-json.js';

interface Vectors {
  readonly numbers: readonly { readonly bits: string; readonly text: string }[];
  readonly documents: readonly { readonly input: string; readonly canonical: string }[];
}

const vectors = JSON.parse(readFileSync(new URL('../../../test/vectors/canonical-json.json', import.meta.url), 'utf8')) as Vectors;
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('canonical JSON', () => {
  it.each([...vectors.numbers])('prints the number $bits as RFC 8785 does: $text', ({ bits, text }) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it.each([...vectors.documents])('prints the published document $canonical', ({ input, canonical }) => {
    expect(canonicalJson(JSON.parse(input))).toBe(canonical);
  });

  it('is the same for any order of members, and is read back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (object) => {
        const text = canonicalJson(object);
        expect(canonicalJson(Object.fromEntries(Object.entries(object).reverse()))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(parseCanonicalJson(utf8(text))).not.toBeNull();
      }),
    );
  });

  it.each([
    ['undefined', { a: [undefined] }, 'a.0'],
    ['a number that is not finite', { a: { b: Infinity } }, 'a.b'],
    ['not a number', [NaN], '0'],
    ['a hole in an array', { a: [, 1] }, 'a.0'],
    ['a lone surrogate', { a: 'x\ud800' }, 'a'],
    ['a bigint', { n: 1n }, 'n'],
    ['a date', { when: new Date(0) }, 'when'],
    ['a typed array', { bytes: new Uint8Array(1) }, 'bytes'],
    ['a map', { m: new Map() }, 'm'],
  ])('refuses %s and names where it is', (_what, value, where) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
    expect(() => canonicalJson(value)).toThrow(`The member ${where} is`);
  });

  it('refuses a member name with a lone surrogate', () => {
    expect(() => canonicalJson({ '\udc00': 1 })).toThrow(RangeError);
  });

  it('refuses nesting beyond 64 levels', () => {
    expect(() => canonicalJson(JSON.parse('['.repeat(70) + ']'.repeat(70)))).toThrow(RangeError);
  });

  it('keeps a member named __proto__ as any other', () => {
    const text = '{"__proto__":{"x":1},"a":2}';
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it.each([
    ['white space', utf8('{"a": 1}')],
    ['members out of order', utf8('{"b":1,"a":2}')],
    ['a member given twice', utf8('{"a":1,"a":1}')],
    ['another form of a number', utf8('{"a":1.0}')],
    ['minus zero', utf8('[-0]')],
    ['an escape that is not needed', utf8('["\\u0041"]')],
    ['a byte order mark', utf8('\ufeff{}')],
    ['text that is not JSON', utf8('{')],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
  ])('does not read %s as canonical', (_what, bytes) => {
    expect(parseCanonicalJson(bytes)).toBeNull();
  });
});
