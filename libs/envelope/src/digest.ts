import { createHash } from 'node:crypto';

/**
 * SHA-256 as 64 lower-case hex digits.
 * @param content bytes, or text that is hashed as UTF-8
 */
export function sha256Hex(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
