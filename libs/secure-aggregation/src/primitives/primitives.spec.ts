import { describe, expect, it } from '@jest/globals';
import { identityFromSeed, verify } from '@commonward/envelope';
import fc from 'fast-check';
import { bytesOf, hexOf, vectors } from '../vectors.fixture.js';
import { deriveKey } from './derive.js';
import { nativePrimitives } from './native-primitives.js';
import { portablePrimitives } from './portable-primitives.js';
import { SIGNING_DOMAIN } from './primitives.js';

const both = [
  ['native', nativePrimitives],
  ['portable', portablePrimitives],
] as const;
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const identity = identityFromSeed(new Uint8Array(32).fill(3));

describe.each(both)('%s primitives', (_name, primitives) => {
  it('agree as RFC 7748 publishes', () => {
    const { aliceSecret, alicePublic, bobPublic, shared } = vectors.x25519;
    expect(hexOf(primitives.publicKey(bytesOf(aliceSecret)))).toBe(alicePublic);
    expect(hexOf(primitives.agreeWith(bytesOf(aliceSecret))(bytesOf(bobPublic)))).toBe(shared);
  });

  it.each([
    ['zero', '00'.repeat(32)],
    ['one', `01${'00'.repeat(31)}`],
    ['a point of order eight', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
  ])('refuse to agree with %s', (_what, weak) => {
    expect(() => primitives.agreeWith(new Uint8Array(32).fill(9))(bytesOf(weak))).toThrow('small order');
  });

  it('sign as the identities of envelopes do, for this purpose only', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const signature = primitives.sign(bytes, identity);
    expect(verify({ domain: SIGNING_DOMAIN, bytes }, signature, identity.publicKey)).toBe(true);
    expect(verify({ domain: 'commonward/envelope/1', bytes }, signature, identity.publicKey)).toBe(false);
    expect(primitives.verify(bytes, signature, identity.publicKey)).toBe(true);
  });

  it('verify nothing that is malformed, changed, or not reduced', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const signature = primitives.sign(bytes, identity);
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const scalar = BigInt(`0x${hexOf(signature.slice(32).reverse())}`) + order;
    const second = new Uint8Array([...signature.slice(0, 32), ...bytesOf(scalar.toString(16).padStart(64, '0')).reverse()]);
    expect(primitives.verify(bytes, second, identity.publicKey)).toBe(false);
    expect(primitives.verify(Uint8Array.of(1, 2), signature, identity.publicKey)).toBe(false);
    expect(primitives.verify(bytes, signature.slice(1), identity.publicKey)).toBe(false);
    expect(primitives.verify(bytes, signature, identity.publicKey.toUpperCase())).toBe(false);
  });
});

describe('native and portable primitives', () => {
  it('give the same bytes', () => {
    fc.assert(
      fc.property(key, key, key, (a, b, message) => {
        const their = portablePrimitives.publicKey(b);
        expect(nativePrimitives.publicKey(b)).toEqual(their);
        expect(nativePrimitives.agreeWith(a)(their)).toEqual(portablePrimitives.agreeWith(a)(their));
        expect(nativePrimitives.sign(message, identityFromSeed(a))).toEqual(portablePrimitives.sign(message, identityFromSeed(a)));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a derived key', () => {
  const { secret, context, from, to, key: expected } = vectors.derivedKey;
  const use = { purpose: 'pair-mask', context: bytesOf(context), from, to } as const;

  it('is the one that an independent program derives', () => {
    expect(hexOf(deriveKey(bytesOf(secret), use))).toBe(expected);
  });

  it('is another for another purpose, context, sender or receiver', () => {
    const others = [{ ...use, purpose: 'share' as const }, { ...use, context: new Uint8Array(32) }, { ...use, from: 4 }, { ...use, to: 3 }, { ...use, from: to, to: from }];
    expect(new Set([use, ...others].map((each) => hexOf(deriveKey(bytesOf(secret), each)))).size).toBe(6);
  });
});
