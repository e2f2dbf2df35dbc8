import { AggregationError } from '../aggregation-error.js';
import { u8, type Codec } from './codec.js';

/** Fields one after the other, in the order in which they are named. */
export function record<T extends object>(fields: { readonly [K in keyof T]: Codec<T[K]> }): Codec<T> {
  const names = Object.keys(fields) as (keyof T)[];
  return {
    write(value, emit) {
      for (const name of names) fields[name].write(value[name], emit);
    },
    read: (from) => Object.fromEntries(names.map((name) => [name, fields[name].read(from)])) as T,
  };
}

/** One of several kinds of record: a byte that says which (its place in the list), then its fields. */
export function oneOf<T extends { readonly kind: string }>(kinds: { readonly [K in T['kind']]: Codec<Omit<Extract<T, { kind: K }>, 'kind'>> }): Codec<T> {
  const names = Object.keys(kinds) as T['kind'][];
  return {
    write(value, emit) {
      u8.write(names.indexOf(value.kind), emit);
      const kind: T['kind'] = value.kind;
      (kinds[kind] as Codec<unknown>).write(value, emit);
    },
    read(from) {
      const index = u8.read(from);
      if (index >= names.length) throw new AggregationError('format', `There is no message of kind ${index}.`);
      const kind = names[index];
      return { kind, ...(kinds[kind] as Codec<object>).read(from) } as T;
    },
  };
}

/** One of a few words, as its place among them. */
export function word<W extends string>(...words: readonly W[]): Codec<W> {
  return {
    write: (value, emit) => u8.write(words.indexOf(value), emit),
    read(from) {
      const index = u8.read(from);
      if (index >= words.length) throw new AggregationError('format', `A field holds ${index}, which stands for nothing.`);
      return words[index];
    },
  };
}

/** A value that may be absent. */
export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  const present = word('absent', 'present');
  return {
    write(value, emit) {
      present.write(value === null ? 'absent' : 'present', emit);
      if (value !== null) codec.write(value, emit);
    },
    read: (from) => (present.read(from) === 'absent' ? null : codec.read(from)),
  };
}

/** Only the values that keep a rule; the sentence says what was expected. */
export function where<T>(codec: Codec<T>, keeps: (value: T) => boolean, sentence: string): Codec<T> {
  return {
    write: (value, emit) => codec.write(value, emit),
    read(from) {
      const value = codec.read(from);
      if (!keeps(value)) throw new AggregationError('format', sentence);
      return value;
    },
  };
}
