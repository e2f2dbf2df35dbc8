import type { Envelope } from './gen/commonward/federation/v1/federation.js';

/** An envelope as both sides hold it: plain bytes, whatever kind of buffer the wire library prefers. */
export interface EnvelopeBytes {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
  readonly payload: Uint8Array;
}

export const toWire = ({ statement, signature, payload }: EnvelopeBytes): Envelope => ({
  statement: Buffer.from(statement),
  signature: Buffer.from(signature),
  payload: Buffer.from(payload),
});

export const fromWire = ({ statement, signature, payload }: Envelope): EnvelopeBytes => ({
  statement: new Uint8Array(statement),
  signature: new Uint8Array(signature),
  payload: new Uint8Array(payload),
});
