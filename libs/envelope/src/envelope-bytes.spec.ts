import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { envelopeFromBytes, envelopeToBytes } from './envelope-bytes.js';
import { envelopeToJson } from './envelope-json.js';
import { IntegrityError } from './integrity-error.js';

const bytes = (most: number) => fc.uint8Array({ maxLength: most });
const envelopes = fc.record({ statement: bytes(300), signature: fc.uint8Array({ minLength: 64, maxLength: 64 }), payload: bytes(300) });

describe('the kept form of an envelope', () => {
  it('is read back byte for byte', () => {
    fc.assert(fc.property(envelopes, (envelope) => expect(envelopeFromBytes(envelopeToBytes(envelope))).toEqual(envelope)));
  });

  it('is the sizes of its parts and 8 bytes', () => {
    fc.assert(fc.property(envelopes, (envelope) => expect(envelopeToBytes(envelope)).toHaveLength(8 + 64 + envelope.statement.length + envelope.payload.length)));
  });

  it('is read where a store still has the JSON of a file', () => {
    const envelope = { statement: new TextEncoder().encode('{}'), signature: new Uint8Array(64).fill(7), payload: Uint8Array.of(1, 2, 3) };
    expect(envelopeFromBytes(new TextEncoder().encode(envelopeToJson(envelope)))).toEqual(envelope);
  });

  it('is refused when it is cut off before its payload begins, or is something else', () => {
    fc.assert(
      fc.property(envelopes, fc.nat(), (envelope, cut) => {
        const whole = envelopeToBytes(envelope);
        const kept = cut % (72 + envelope.statement.length);
        expect(() => envelopeFromBytes(whole.subarray(0, kept))).toThrow(IntegrityError);
      }),
    );
    expect(() => envelopeFromBytes(new Uint8Array(200))).toThrow('The bytes are not an envelope');
  });
});
