import type { BenchmarkReport } from '../api/model.js';
import type { PairMatrix } from '../pairs/pair-matrix.js';

export type Association = BenchmarkReport['association'];

type Matrix = Association['synthetic'];

function lowerTriangle(names: readonly string[], at: (row: number, column: number) => number): PairMatrix {
  return { names, at: (row, column) => (column < row ? at(row, column) : null) };
}

const from = (matrix: Matrix) => (row: number, column: number): number => matrix[row][column];

export interface AssociationMaps {
  readonly synthetic: PairMatrix;
  readonly real: PairMatrix;
  /** Without its sign. */
  readonly difference: PairMatrix;
}

/** The associations of all pairs, synthetic and real, and how far they are apart. */
export function associationMaps({ columns, synthetic, real }: Association): AssociationMaps {
  return {
    synthetic: lowerTriangle(columns, from(synthetic)),
    real: lowerTriangle(columns, from(real)),
    difference: lowerTriangle(columns, (row, column) => Math.abs(synthetic[row][column] - real[row][column])),
  };
}

export interface PairAssociation {
  readonly columns: readonly [string, string];
  readonly synthetic: number;
  readonly real: number;
  /** Below 0 where the synthetic records lost some of the association. */
  readonly difference: number;
}

/** Every pair once, the one whose association changed most first. */
export function pairsByDifference({ columns, synthetic, real }: Association): readonly PairAssociation[] {
  const pairs = columns.flatMap((later, row) =>
    columns.slice(0, row).map((earlier, column) => ({
      columns: [earlier, later] as const,
      synthetic: synthetic[row][column],
      real: real[row][column],
      difference: synthetic[row][column] - real[row][column],
    })),
  );
  return pairs.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
}

/** The strongest association of any pair, for a scale that all maps share. */
export function strongest({ columns, synthetic, real }: Association): number {
  return Math.max(0, ...columns.flatMap((_, row) => [synthetic, real].flatMap((matrix) => matrix[row].slice(0, row))));
}
