import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AggregationError } from '../aggregation-error.js';
import { decodeFrame, encodeFrame, FRAME_WORDS, frameAt, framesOf, vectorSha256, type VectorFrame } from './frames.js';
import { IncomingVector } from './incoming-vector.js';

const vector = Uint32Array.from({ length: 2 * FRAME_WORDS + 7 }, (_, k) => (k * 2654435761) % 2 ** 32);
const context = new Uint8Array(32).fill(1);
const head = { context, sha256: vectorSha256(vector) };
const frames = [0, 1, 2].map((index) => frameAt(vector, index, head));
const awaited = { context, length: vector.length };

const refuses = (frame: VectorFrame, incoming = new IncomingVector(awaited)): string | null => {
  try {
    incoming.take(frame);
    return null;
  } catch (error) {
    if (error instanceof AggregationError) return error.reason;
    throw error;
  }
};

describe('a vector in frames', () => {
  it('arrives as it was sent, through bytes, frame by frame, and frames that come again change nothing', () => {
    const incoming = new IncomingVector(awaited);
    const stored = new Uint32Array(vector.length);
    expect(framesOf(vector.length)).toBe(3);
    for (const frame of [...frames.slice(0, 2), ...frames]) {
      const chunk = incoming.take(decodeFrame(encodeFrame(frame)));
      if (chunk !== null) stored.set(chunk.words, chunk.offset);
    }
    expect(incoming.next).toBe(3);
    expect(incoming.end()).toEqual(head.sha256);
    expect(Buffer.compare(Buffer.from(stored.buffer), Buffer.from(vector.buffer))).toBe(0);
  });

  it('is refused in another order, context or length, or mixed with another vector', () => {
    expect(refuses(frames[1])).toBe('format');
    expect(refuses({ ...frames[0], context: new Uint8Array(32) })).toBe('context');
    expect(refuses({ ...frames[0], total: 4 })).toBe('format');
    expect(refuses({ ...frames[0], words: frames[0].words.subarray(1) })).toBe('format');
    const begun = new IncomingVector(awaited);
    begun.take(frames[0]);
    expect(refuses({ ...frames[1], sha256: context }, begun)).toBe('format');
  });

  it('is refused at its end if a frame is missing or was changed', () => {
    const short = new IncomingVector(awaited);
    short.take(frames[0]);
    expect(() => short.end()).toThrow('Frame 1 of the vector is missing');
    const changed = new IncomingVector(awaited);
    for (const frame of frames) changed.take({ ...frame, words: frame.words.map((value, k) => (k === 3 ? value + 1 : value)) });
    expect(() => changed.end()).toThrow('not those of the vector');
  });

  it('cut off, prolonged, or with an impossible place is no frame', () => {
    const bytes = encodeFrame(frames[2]);
    for (const broken of [bytes.subarray(0, -1), new Uint8Array([...bytes, 0]), encodeFrame({ ...frames[2], total: 2 })]) {
      expect(() => decodeFrame(broken)).toThrow(AggregationError);
    }
  });

  it('never makes a reader fail in any other way than with one clear error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeFrame(bytes)).toThrow(AggregationError);
      }),
    );
  });
});
