/** Independent uniform 32-bit words that nobody can predict; the `RandomSource` of `@commonward/privacy` is one. */
export interface Words {
  fill(words: Uint32Array): void;
}

/** 32 fresh bytes. */
export function freshKey(random: Words): Uint8Array {
  const words = new Uint32Array(8);
  random.fill(words);
  const key = new Uint8Array(words.buffer.slice(0));
  words.fill(0);
  return key;
}
