import type { DominatingPair } from './dominating-pair.js';

/** One outcome, or all outcomes of one loss: its masses under both distributions. */
export interface Atom {
  /** ln(first / second); Infinity where second is 0, -Infinity where first is. */
  readonly loss: number;
  readonly first: number;
  readonly second: number;
}

/** The pair of two distributions on finitely many outcomes. */
export function atomsPair(atoms: readonly Atom[]): DominatingPair {
  const finite = atoms.map(({ loss }) => loss).filter(Number.isFinite);
  return {
    lowest: finite.reduce((least, loss) => Math.min(least, loss), Infinity),
    highest: finite.reduce((most, loss) => Math.max(most, loss), -Infinity),
    masses(edges) {
      const first = new Float64Array(edges.length + 1);
      const second = new Float64Array(edges.length + 1);
      for (const atom of atoms) {
        const j = edgesUpTo(atom.loss, edges);
        first[j] += atom.first;
        second[j] += atom.second;
      }
      return { first, second };
    },
  };
}

/** The number of edges that are at most `loss`, found by halving. */
function edgesUpTo(loss: number, edges: Float64Array): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle] <= loss) low = middle + 1;
    else high = middle;
  }
  return low;
}
