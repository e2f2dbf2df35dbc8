import type { Envelope } from './gen/commonward/federation/v1/federation.js';

/** An envelope as both sides hold it: plain bytes, whatever kind of buffer the wire library prefers. */
export interface EnvelopeBytes {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
  readonly payload: Uint8Array;
}

/** Views of the same bytes, which nobody changes: a payload is megabytes, and is not copied to be sent. */
export const toWire = ({ statement, signature, payload }: EnvelopeBytes): Envelope => ({
  statement: bufferOn(statement),
  signature: bufferOn(signature),
  payload: bufferOn(payload),
});

/** Views, as well: they keep the message that they came in. */
export const fromWire = ({ statement, signature, payload }: Envelope): EnvelopeBytes => ({
  statement: bytesOf(statement),
  signature: bytesOf(signature),
  payload: bytesOf(payload),
});

const bufferOn = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);
const bytesOf = ({ buffer, byteOffset, length }: Uint8Array): Uint8Array => new Uint8Array(buffer, byteOffset, length);
