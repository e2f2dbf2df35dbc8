import { createCipheriv, createDecipheriv } from 'node:crypto';

const HEADER = 8;
const NONCE = 12;
const TAG = 16;
/** What a chunk takes besides its content. */
export const OVERHEAD = HEADER + NONCE + TAG;

/** Where a chunk belongs: a chunk of another file, or of another place in its file, does not open there. */
export interface Place {
  readonly file: string;
  readonly index: number;
}

export interface Sealing {
  /** 32 bytes */
  readonly key: Uint8Array;
  /** 12 bytes that never came before under this key */
  readonly nonce: () => Uint8Array;
}

/**
 * u32 index, u32 length of the content, both little-endian | nonce | AES-256-GCM of the content | tag. The name of the file
 * and the header are authenticated too.
 */
export function sealChunk({ key, nonce: draw }: Sealing, place: Place, content: Uint8Array): Uint8Array {
  const nonce = draw();
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, place.index, true);
  view.setUint32(4, content.length, true);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(authenticated(place, header));
  // A vector is megabytes, so it is copied once: this cipher holds nothing back for its end.
  const chunk = new Uint8Array(OVERHEAD + content.length);
  chunk.set(header);
  chunk.set(nonce, HEADER);
  chunk.set(cipher.update(content), HEADER + NONCE);
  cipher.final();
  chunk.set(cipher.getAuthTag(), chunk.length - TAG);
  return chunk;
}

/** What the header at an offset says, whether or not a chunk is there; null if a chunk as it says would not end in the file. */
export function headerAt(bytes: Uint8Array, offset: number): { readonly index: number; readonly length: number } | null {
  if (bytes.length < offset + OVERHEAD) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [index, length] = [view.getUint32(offset, true), view.getUint32(offset + 4, true)];
  return bytes.length < offset + OVERHEAD + length ? null : { index, length };
}

/** @returns the content of the chunk at `offset`; null if there is none that belongs in this place */
export function openChunk(key: Uint8Array, place: Place, { bytes, offset }: { readonly bytes: Uint8Array; readonly offset: number }): Uint8Array | null {
  const said = headerAt(bytes, offset);
  if (said?.index !== place.index) return null;
  const header = bytes.subarray(offset, offset + HEADER);
  const nonce = bytes.subarray(offset + HEADER, offset + HEADER + NONCE);
  const end = offset + HEADER + NONCE + said.length;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(authenticated(place, header)).setAuthTag(bytes.subarray(end, end + TAG));
  const content = decipher.update(bytes.subarray(offset + HEADER + NONCE, end));
  try {
    // The cipher holds nothing back for its end; what it says there is whether the tag fits.
    decipher.final();
    return new Uint8Array(content.buffer, content.byteOffset, content.length);
  } catch {
    return null;
  }
}

const authenticated = ({ file }: Place, header: Uint8Array): Uint8Array => new Uint8Array(Buffer.concat([Buffer.from(`commonward/at-rest/1\n${file}\n`), header]));
