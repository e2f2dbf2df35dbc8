import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.js';
import type { Envelope } from './envelope.js';
import { IntegrityError } from './integrity-error.js';

const envelopeJson = z.strictObject({
  statement: z.string().refine((text) => !/\p{Surrogate}/u.test(text)),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
  payload: z.string().refine((text) => Buffer.from(text, 'base64').toString('base64') === text),
});

/** An envelope as the text of a JSON file: the statement as it was signed, the signature in hex, the payload in base64. */
export function envelopeToJson({ statement, signature, payload }: Envelope): string {
  return canonicalJson({
    statement: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(statement),
    signature: bytesToHex(signature),
    payload: Buffer.from(payload).toString('base64'),
  });
}

/**
 * Reads the file form back, byte for byte. The result is no more trusted than its source: `open` checks it.
 * @throws IntegrityError `format`
 */
export function envelopeFromJson(text: string): Envelope {
  const { statement, signature, payload } = parse(text);
  return { statement: utf8ToBytes(statement), signature: hexToBytes(signature), payload: new Uint8Array(Buffer.from(payload, 'base64')) };
}

function parse(text: string): z.infer<typeof envelopeJson> {
  try {
    return envelopeJson.parse(JSON.parse(text));
  } catch {
    throw new IntegrityError('format', 'The file is not an envelope: expected a JSON object of statement, signature (hex) and payload (base64).');
  }
}
