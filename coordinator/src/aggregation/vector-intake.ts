import { decodeFrame, IncomingVector, type AwaitedVector } from '@commonward/secure-aggregation';
import type { BlobStore } from '../storage/blobs.js';

/** A masked vector that has come whole. */
export interface StoredVector {
  readonly frames: readonly string[];
  /** SHA-256 of the whole, as its frames have shown it. */
  readonly sha256: Uint8Array;
}

/** Takes in a masked vector, frame by frame: each is durable in the blob store before the next is looked at, and none is kept in memory. */
export class VectorIntake {
  readonly #blobs: BlobStore;
  readonly #incoming: IncomingVector;
  readonly #frames: string[] = [];

  constructor(blobs: BlobStore, awaited: AwaitedVector) {
    this.#blobs = blobs;
    this.#incoming = new IncomingVector(awaited);
  }

  /** @throws AggregationError if the frame does not continue this vector */
  async take(bytes: Uint8Array): Promise<void> {
    const chunk = this.#incoming.take(decodeFrame(bytes));
    if (chunk === null) return;
    const { words } = chunk;
    this.#frames.push(await this.#blobs.put(new Uint8Array(words.buffer, words.byteOffset, words.byteLength)));
  }

  /** @throws AggregationError if frames are missing */
  end(): StoredVector {
    return { frames: this.#frames, sha256: this.#incoming.end() };
  }
}
