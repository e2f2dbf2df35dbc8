import { randomisedTablesIn, type NoisyInputPlan } from '../../plan/index.js';

interface SiteTables {
  readonly site: string;
  readonly values: Int32Array;
}

/**
 * Why a release cannot be tables of the site's places, in one sentence; null if it can. Nothing here is left to chance: every place is
 * counted once in every table, and a column has the same answers wherever it is counted.
 */
export function randomisedProblem({ site, values }: SiteTables, plan: NoisyInputPlan): string | null {
  if (values.some((count) => count < 0)) return 'It holds a count below zero.';
  const known = new Map<number, string>();
  for (const { columns, start, shape } of randomisedTablesIn(plan)) {
    const counts = values.subarray(start, start + shape.reduce((cells, size) => cells * size, 1));
    if (counts.reduce((total, count) => total + count, 0) !== plan.places[site]) return `A table of it does not count the ${plan.places[site]} places of the site.`;
    const odd = columns.some((column, side) => isOther(known, column, marginOf(counts, shape, side)));
    if (odd) return 'Its tables do not count the same places: a column has other answers in one than in another.';
  }
  return null;
}

function isOther(known: Map<number, string>, column: number, margin: readonly number[]): boolean {
  const text = margin.join(' ');
  const before = known.get(column) ?? text;
  known.set(column, text);
  return before !== text;
}

function marginOf(counts: Int32Array, shape: readonly number[], side: number): readonly number[] {
  const inner = shape.length === 1 ? 1 : shape[1];
  const margin = Array.from({ length: shape[side] }, () => 0);
  counts.forEach((count, at) => (margin[side === 0 ? Math.floor(at / inner) : at % inner] += count));
  return margin;
}
