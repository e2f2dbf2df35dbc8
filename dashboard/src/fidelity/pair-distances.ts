import type { PairDistance } from '../api/model.js';
import type { PairMatrix } from '../pairs/pair-matrix.js';

const keyOf = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);

/** Lays pairs out in the order in which their columns first appear. */
export function pairMatrix(pairs: readonly PairDistance[]): PairMatrix {
  const names = [...new Set(pairs.flatMap(({ columns }) => columns))];
  const distances = new Map(pairs.map(({ columns: [a, b], tv }) => [keyOf(a, b), tv]));
  return { names, at: (row, column) => (column < row ? (distances.get(keyOf(names[row], names[column])) ?? null) : null) };
}

/** The pairs with the largest distances first. */
export function worstPairs(pairs: readonly PairDistance[]): readonly PairDistance[] {
  return [...pairs].sort((a, b) => b.tv - a.tv);
}
