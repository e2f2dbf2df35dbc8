/** The pairs of columns as the lower triangle of a matrix: row i, column j < i. */
export interface PairMatrix {
  readonly names: readonly string[];
  readonly at: (row: number, column: number) => number | null;
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
