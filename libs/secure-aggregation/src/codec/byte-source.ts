import { AggregationError } from '../aggregation-error.js';

/** Reads bytes from front to back; never past their end. */
export class ByteSource {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws AggregationError `format` if fewer are left */
  take(count: number): Uint8Array {
    if (this.#bytes.length - this.#position < count) throw new AggregationError('format', `The message ends at byte ${this.#bytes.length}, in the middle of a field.`);
    this.#position += count;
    return this.#bytes.slice(this.#position - count, this.#position);
  }

  /** An unsigned integer of `width` bytes, little-endian. */
  integer(width: 1 | 2 | 4): number {
    return this.take(width).reduceRight((value, byte) => value * 256 + byte, 0);
  }

  /** @throws AggregationError `format` if anything is left */
  end(): void {
    const left = this.#bytes.length - this.#position;
    if (left > 0) throw new AggregationError('format', `The message goes on for ${left} bytes after its last field.`);
  }
}
