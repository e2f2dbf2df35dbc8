import type { PairDistance } from '../api/model.js';

/** The pairs of columns as the lower triangle of a matrix: row i, column j < i. */
export interface PairMatrix {
  readonly names: readonly string[];
  readonly at: (row: number, column: number) => number | null;
  readonly largest: number;
}

const keyOf = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);

/** Lays pairs out in the order in which their columns first appear. */
export function pairMatrix(pairs: readonly PairDistance[]): PairMatrix {
  const names = [...new Set(pairs.flatMap(({ columns }) => columns))];
  const distances = new Map(pairs.map(({ columns: [a, b], tv }) => [keyOf(a, b), tv]));
  return {
    names,
    at: (row, column) => (column < row ? (distances.get(keyOf(names[row], names[column])) ?? null) : null),
    largest: Math.max(0, ...pairs.map(({ tv }) => tv)),
  };
}

/** The pairs with the largest distances first. */
export function worstPairs(pairs: readonly PairDistance[]): readonly PairDistance[] {
  return [...pairs].sort((a, b) => b.tv - a.tv);
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where an arrow key leads inside the lower triangle of `size` columns. */
export function moved({ row, column }: Place, key: string, size: number): Place {
  const inside = (next: Place): Place => (next.column >= 0 && next.column < next.row && next.row < size ? next : { row, column });
  if (key === 'ArrowUp') return inside({ row: row - 1, column });
  if (key === 'ArrowDown') return inside({ row: row + 1, column });
  if (key === 'ArrowLeft') return inside({ row, column: column - 1 });
  return key === 'ArrowRight' ? inside({ row, column: column + 1 }) : { row, column };
}
