/** Numbers between -1 and 1 that are the same in every run: a multiplicative congruential generator. @see L'Ecuyer 1999, table 2 */
export function someNumbers(seed: number, count: number): number[] {
  let state = BigInt(seed) + 1n;
  return Array.from({ length: count }, () => {
    state = (state * 279470273n) % 4294967291n;
    return (2 * Number(state)) / 4294967291 - 1;
  });
}
