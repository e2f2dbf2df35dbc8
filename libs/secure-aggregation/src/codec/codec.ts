import { AggregationError } from '../aggregation-error.js';
import { ByteSource } from './byte-source.js';

/** One byte form for each value: what is read was written so, and in no other way. */
export interface Codec<T> {
  write(value: T, emit: (bytes: Uint8Array) => void): void;
  read(from: ByteSource): T;
}

export type Coded<C> = C extends Codec<infer T> ? T : never;

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const parts: Uint8Array[] = [];
  codec.write(value, (bytes) => parts.push(bytes));
  return new Uint8Array(Buffer.concat(parts));
}

/** @throws AggregationError `format` unless the bytes are exactly what `encode` gives for some value */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const source = new ByteSource(bytes);
  const value = codec.read(source);
  source.end();
  return value;
}

function unsigned(width: 1 | 2 | 4): Codec<number> {
  return {
    write(value, emit) {
      if (!Number.isInteger(value) || value < 0 || value >= 256 ** width) throw new RangeError(`A field of ${width} bytes cannot hold ${value}.`);
      emit(Uint8Array.from({ length: width }, (_, k) => Math.floor(value / 256 ** k) % 256));
    },
    read: (from) => from.integer(width),
  };
}

export const u8 = unsigned(1);
export const u16 = unsigned(2);
export const u32 = unsigned(4);

/** Exactly `length` bytes. */
export function fixed(length: number): Codec<Uint8Array> {
  return {
    write(value, emit) {
      if (value.length !== length) throw new RangeError(`A field of ${length} bytes cannot hold ${value.length}.`);
      emit(value);
    },
    read: (from) => from.take(length),
  };
}

/** `length` bytes, as lower-case hex digits on this side. */
export function hex(length: number): Codec<string> {
  const bytes = fixed(length);
  return {
    write: (value, emit) => bytes.write(new Uint8Array(Buffer.from(value, 'hex')), emit),
    read: (from) => Buffer.from(bytes.read(from)).toString('hex'),
  };
}

/** UTF-8 of 1 to `most` bytes, after its length. */
export function text(most: number): Codec<string> {
  return {
    write(value, emit) {
      const bytes = new TextEncoder().encode(value);
      if (bytes.length < 1 || bytes.length > most) throw new RangeError(`A name is 1 to ${most} bytes, not ${bytes.length}.`);
      u16.write(bytes.length, emit);
      emit(bytes);
    },
    read(from) {
      const length = u16.read(from);
      if (length < 1 || length > most) throw new AggregationError('format', `A name is 1 to ${most} bytes, not ${length}.`);
      return utf8(from.take(length));
    },
  };
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AggregationError('format', 'A name is not UTF-8.');
  }
}

/** At most `most` items, after their number. */
export function list<T>(item: Codec<T>, most: number): Codec<readonly T[]> {
  return {
    write(values, emit) {
      if (values.length > most) throw new RangeError(`A list holds at most ${most} items, not ${values.length}.`);
      u32.write(values.length, emit);
      for (const value of values) item.write(value, emit);
    },
    read(from) {
      const length = u32.read(from);
      if (length > most) throw new AggregationError('format', `A list holds at most ${most} items, not ${length}.`);
      return Array.from({ length }, () => item.read(from));
    },
  };
}
