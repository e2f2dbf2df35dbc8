/** Numbers between -1 and 1 that are the same in every run: a multiplicative congruential generator. @see L'Ecuyer 1999, table 2 */
export function someNumbers(seed: number, count: number): number[] {
  const next = numbersFrom(seed);
  return Array.from({ length: count }, next);
}

/** The same numbers, one at a time, without an end. */
export function numbersFrom(seed: number): () => number {
  let state = BigInt(seed) + 1n;
  return () => {
    state = (state * 279470273n) % 4294967291n;
    return (2 * Number(state)) / 4294967291 - 1;
  };
}
