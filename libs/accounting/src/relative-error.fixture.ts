/** |actual / expected - 1|, and 0 where both are the same. */
export const relativeError = (actual: number, expected: number): number => (actual === expected ? 0 : Math.abs(actual / expected - 1));

/** Rows by the value of a key, in order of appearance, as arguments of `it.each`. */
export function groupedBy<K, R>(rows: readonly R[], keyOf: (row: R) => K): readonly (readonly [key: K, rows: readonly R[]])[] {
  const keys = [...new Set(rows.map(keyOf))];
  return keys.map((key) => [key, rows.filter((row) => keyOf(row) === key)] as const);
}
