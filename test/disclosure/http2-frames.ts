const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const HEADER = 9;
const DATA = 0;
const PADDED = 0x8;

export interface Http2Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly content: Buffer;
}

/**
 * The whole frames of one direction of an HTTP/2 connection.
 * @see RFC 9113, section 4.1
 */
export function http2Frames(bytes: Buffer): Http2Frame[] {
  const frames: Http2Frame[] = [];
  let offset = bytes.subarray(0, PREFACE.length).equals(PREFACE) ? PREFACE.length : 0;
  while (offset + HEADER <= bytes.length) {
    const end = offset + HEADER + bytes.readUIntBE(offset, 3);
    if (end > bytes.length) break;
    frames.push({ type: bytes[offset + 3], flags: bytes[offset + 4], stream: bytes.readUInt32BE(offset + 5) & 0x7fffffff, content: bytes.subarray(offset + HEADER, end) });
    offset = end;
  }
  return frames;
}

/**
 * The bodies of one direction, one for each stream: what was cut into frames, in one piece.
 * @see RFC 9113, section 6.1
 */
export function http2Bodies(bytes: Buffer): Buffer[] {
  const bodies = new Map<number, Buffer[]>();
  for (const { type, flags, stream, content } of http2Frames(bytes)) {
    if (type !== DATA) continue;
    const part = (flags & PADDED) === 0 ? content : content.subarray(1, content.length - content[0]);
    bodies.set(stream, [...(bodies.get(stream) ?? []), part]);
  }
  return [...bodies.values()].map((parts) => Buffer.concat(parts));
}
