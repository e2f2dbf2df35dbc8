import { createPrivateKey, createPublicKey, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { identityFromSeed, sign, verify, type SignedBytes } from './identity.js';

const seed = new Uint8Array(32).fill(9);
const identity = identityFromSeed(seed);
const message: SignedBytes = { domain: 'commonward/envelope/1', bytes: Uint8Array.of(1, 2, 3) };
const asSent = Buffer.concat([Buffer.from('commonward/envelope/1\n'), message.bytes]);

/** The fixed parts of an ed25519 key in DER, RFC 8410. */
const nodePrivateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
const nodePublicKey = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(identity.publicKey, 'hex')]), format: 'der', type: 'spki' });

describe('an identity', () => {
  it('is the key pair that RFC 8032 publishes for its first seed', () => {
    const published = identityFromSeed(Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'));
    expect(published.publicKey).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  });

  it('is made from 32 bytes only', () => {
    expect(() => identityFromSeed(new Uint8Array(31))).toThrow('32 bytes, not 31');
  });
});

describe('a signature', () => {
  it('is verified by OpenSSL from the raw public key', () => {
    expect(nodeVerify(null, asSent, nodePublicKey, sign(message, identity))).toBe(true);
  });

  it('is the one OpenSSL makes from the raw seed, and OpenSSL\'s is accepted', () => {
    const theirs = nodeSign(null, asSent, nodePrivateKey);
    expect(Buffer.from(sign(message, identity))).toEqual(theirs);
    expect(verify(message, theirs, identity.publicKey)).toBe(true);
  });

  it('holds for one purpose only', () => {
    expect(verify({ ...message, domain: 'commonward/ledger/1' }, sign(message, identity), identity.publicKey)).toBe(false);
  });

  it('holds for no other bytes and no other key', () => {
    const signature = sign(message, identity);
    expect(verify({ ...message, bytes: Uint8Array.of(1, 2, 4) }, signature, identity.publicKey)).toBe(false);
    expect(verify(message, signature, identityFromSeed(new Uint8Array(32)).publicKey)).toBe(false);
  });

  it('cannot be turned into a second valid one by adding the group order', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const forged = sign(message, identity);
    const scalar = BigInt(`0x${Buffer.from(forged.slice(32)).reverse().toString('hex')}`) + order;
    forged.set(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse(), 32);
    expect(verify(message, forged, identity.publicKey)).toBe(false);
  });

  it.each([
    ['an empty key', ''],
    ['a key in upper case', identity.publicKey.toUpperCase()],
    ['a key with a digit too few', identity.publicKey.slice(1)],
  ])('is not verified by %s', (_what, key) => {
    expect(verify(message, sign(message, identity), key)).toBe(false);
  });

  it('of another length is not verified', () => {
    expect(verify(message, sign(message, identity).slice(1), identity.publicKey)).toBe(false);
  });
});
