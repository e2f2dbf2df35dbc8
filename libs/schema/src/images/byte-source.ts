/** Bytes that are read where they are asked for: a file, or an array. */
export interface ByteSource {
  readonly size: number;
  /** @returns as many bytes, or fewer where the source ends */
  bytes(start: number, length: number): Uint8Array;
}

export const bytesInMemory = (bytes: Uint8Array): ByteSource => ({ size: bytes.length, bytes: (start, length) => bytes.subarray(start, start + length) });
