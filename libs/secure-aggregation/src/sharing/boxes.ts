import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AggregationError } from '../aggregation-error.js';
import { deriveKey, useBytes, type KeyUse } from '../primitives/derive.js';

/** Each key is derived for one box, so the nonce need not differ. */
const NONCE = new Uint8Array(12);
const TAG_BYTES = 16;

/** Where a box goes: the context, its sender and its receiver. */
export type BoxPlace = Omit<KeyUse, 'purpose'>;

/** ChaCha20-Poly1305 under a key of the pair for this place; opens nowhere else. */
export function closeBox(agreed: Uint8Array, place: BoxPlace, content: Uint8Array): Uint8Array {
  const use: KeyUse = { purpose: 'share', ...place };
  const cipher = createCipheriv('chacha20-poly1305', deriveKey(agreed, use), NONCE, { authTagLength: TAG_BYTES });
  cipher.setAAD(useBytes(use), { plaintextLength: content.length });
  return new Uint8Array(Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]));
}

/** @throws AggregationError `share` unless the pair closed exactly this box for exactly this place */
export function openBox(agreed: Uint8Array, place: BoxPlace, box: Uint8Array): Uint8Array {
  const use: KeyUse = { purpose: 'share', ...place };
  const decipher = createDecipheriv('chacha20-poly1305', deriveKey(agreed, use), NONCE, { authTagLength: TAG_BYTES });
  decipher.setAAD(useBytes(use), { plaintextLength: box.length - TAG_BYTES });
  decipher.setAuthTag(box.subarray(-TAG_BYTES));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()]));
  } catch {
    throw new AggregationError('share', `The box from site ${place.from} does not open at site ${place.to}.`);
  }
}
