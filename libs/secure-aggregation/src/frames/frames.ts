import { createHash } from 'node:crypto';
import { AggregationError } from '../aggregation-error.js';
import { decode, encode, fixed, u32, type Codec } from '../codec/codec.js';
import { record, where } from '../codec/record-codec.js';

/** 256 KiB. */
export const FRAME_WORDS = 2 ** 16;

/** A piece of a masked vector on its way. */
export interface VectorFrame {
  /** Of the attempt: a frame belongs to no other. */
  readonly context: Uint8Array;
  /** 0 … total - 1; every frame but the last holds `FRAME_WORDS` integers. */
  readonly index: number;
  readonly total: number;
  /** SHA-256 of the whole vector as little-endian words. */
  readonly sha256: Uint8Array;
  readonly words: Uint32Array;
}

export const framesOf = (length: number): number => Math.ceil(length / FRAME_WORDS);

/** SHA-256 of a vector as little-endian words: in a frame, in an `input`, in the event `masked`. */
export function vectorSha256(words: Uint32Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytesOf(words)).digest());
}

/** The frame at an index of a vector; one at a time, so that only this one is copied. */
export function frameAt(vector: Uint32Array, index: number, { context, sha256 }: Pick<VectorFrame, 'context' | 'sha256'>): VectorFrame {
  return { context, index, total: framesOf(vector.length), sha256, words: vector.subarray(index * FRAME_WORDS, (index + 1) * FRAME_WORDS) };
}

const words: Codec<Uint32Array> = {
  write(value, emit) {
    u32.write(value.length, emit);
    emit(bytesOf(value));
  },
  read(from) {
    const length = u32.read(from);
    if (length < 1 || length > FRAME_WORDS) throw new AggregationError('format', `A frame holds 1 to ${FRAME_WORDS} integers, not ${length}.`);
    const bytes = from.take(4 * length);
    return new Uint32Array(bytes.buffer, bytes.byteOffset, length);
  },
};

const frame = where(
  record<VectorFrame>({ context: fixed(32), index: u32, total: u32, sha256: fixed(32), words }),
  ({ index, total, words: { length } }) => index < total && (length === FRAME_WORDS || index === total - 1),
  'A frame stands within its vector, and only the last may be short.',
);

export const encodeFrame = (value: VectorFrame): Uint8Array => encode(frame, value);
/** @throws AggregationError `format` */
export const decodeFrame = (bytes: Uint8Array): VectorFrame => decode(frame, bytes);

export function bytesOf(vector: Uint32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
