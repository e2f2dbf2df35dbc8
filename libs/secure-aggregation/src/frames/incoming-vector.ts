import { createHash } from 'node:crypto';
import { AggregationError } from '../aggregation-error.js';
import type { Chunk } from '../masks/masks.js';
import { sameBytes } from '../primitives/derive.js';
import { bytesOf, FRAME_WORDS, framesOf, type VectorFrame } from './frames.js';

export interface AwaitedVector {
  readonly context: Uint8Array;
  /** Of the agreement, in integers. */
  readonly length: number;
}

/** A masked vector that comes in frames, in order; holds none of them. After a restart the stored chunks are taken again. */
export class IncomingVector {
  readonly #awaited: AwaitedVector;
  readonly #hash = createHash('sha256');
  #sha256: Uint8Array | null = null;
  #next = 0;

  constructor(awaited: AwaitedVector) {
    this.#awaited = awaited;
  }

  /** The index of the frame that must come next: where a sender resumes. */
  get next(): number {
    return this.#next;
  }

  /**
   * @returns the chunk to store; a frame that has come before gives null
   * @throws AggregationError `context`, or `format` for a frame that does not continue this vector
   */
  take({ context, index, total, sha256, words }: VectorFrame): Chunk | null {
    if (!sameBytes(context, this.#awaited.context)) throw new AggregationError('context', 'The frame belongs to another context.');
    if (this.#sha256 !== null && !sameBytes(sha256, this.#sha256)) throw new AggregationError('format', 'The frame belongs to another vector.');
    const { length } = this.#awaited;
    const due = Math.min(FRAME_WORDS, length - index * FRAME_WORDS);
    if (total !== framesOf(length) || words.length !== due) throw new AggregationError('format', `A vector of ${length} integers has ${framesOf(length)} frames, of which this is none.`);
    if (index < this.#next) return null;
    if (index > this.#next) throw new AggregationError('format', `Frame ${this.#next} must come before frame ${index}.`);
    this.#sha256 = sha256;
    this.#next += 1;
    this.#hash.update(bytesOf(words));
    return { offset: index * FRAME_WORDS, words };
  }

  /**
   * Ends the vector; to be asked once.
   * @returns SHA-256 of the whole, which the site's `input` must name too
   * @throws AggregationError `format` if frames are missing or are not those of the vector that they named
   */
  end(): Uint8Array {
    if (this.#sha256 === null || this.#next < framesOf(this.#awaited.length)) throw new AggregationError('format', `Frame ${this.#next} of the vector is missing.`);
    const digest = new Uint8Array(this.#hash.digest());
    if (!sameBytes(digest, this.#sha256)) throw new AggregationError('format', 'The frames are not those of the vector that they name.');
    return digest;
  }
}
