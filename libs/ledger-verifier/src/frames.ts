import { sha256 } from './sha256.js';

const HEADER = 8;
const MAX_BODY = 2 ** 20;

/** One record as it lies in a ledger's file. */
export interface Frame {
  readonly offset: number;
  /** canonical JSON */
  readonly body: Uint8Array;
}

/** The whole frames from the first byte on. `end` is where they end: the length of the file, unless it is damaged there. */
export interface Frames {
  readonly frames: readonly Frame[];
  readonly end: number;
}

/**
 * A frame is the body's length (u32), the first four bytes of its SHA-256, and the body; integers are little-endian.
 * @see docs/ledger-format.md, section 2
 */
export function framesOf(bytes: Uint8Array): Frames {
  const frames: Frame[] = [];
  let end = 0;
  for (let body = bodyAt(bytes, end); body !== null; body = bodyAt(bytes, end)) {
    frames.push({ offset: end, body });
    end += HEADER + body.length;
  }
  return { frames, end };
}

/** Whether a whole frame begins anywhere after a byte: then what stands there is not the end that a stopped machine leaves. */
export function holdsFrameAfter(bytes: Uint8Array, offset: number): boolean {
  for (let at = offset + 1; at + HEADER < bytes.length; at += 1) if (bodyAt(bytes, at) !== null) return true;
  return false;
}

function bodyAt(bytes: Uint8Array, offset: number): Uint8Array | null {
  if (bytes.length < offset + HEADER) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset + offset).getUint32(0, true);
  if (length === 0 || length > MAX_BODY || bytes.length < offset + HEADER + length) return null;
  const body = bytes.subarray(offset + HEADER, offset + HEADER + length);
  const digest = sha256(body);
  return [0, 1, 2, 3].every((index) => digest[index] === bytes[offset + 4 + index]) ? body : null;
}
