import type { TableLayout } from '@commonward/schema';
import { log } from '../../plan/deterministic-math.js';
import { publicNormal } from '../spectrum/normal.js';
import type { Uniform } from '../public-randomness.js';

interface MadeUp {
  readonly layout: TableLayout;
  readonly rows: number;
  readonly uniform: Uniform;
}

/**
 * Patients of whom nothing is known but the dictionary. J columns.
 *
 * Of every column any division of the patients over its cells is as likely as any other; and one hidden quantity moves all columns,
 * each by any share of its variance from none to half of it.
 * @returns [rows, J] cells
 */
export function madeUpPatients({ layout, rows, uniform }: MadeUp): Uint8Array {
  const normal = publicNormal(uniform);
  const hidden = Float64Array.from({ length: rows }, normal);
  const codes = new Uint8Array(rows * layout.sizes.length);
  layout.sizes.forEach((size, j) => {
    const shared = LARGEST_SHARED_VARIANCE * uniform();
    const scores = hidden.map((value) => Math.sqrt(shared) * value + Math.sqrt(1 - shared) * normal());
    const cells = dealt(scores, anyShares(size, uniform));
    cells.forEach((cell, row) => (codes[row * layout.sizes.length + j] = cell));
  });
  return codes;
}

const LARGEST_SHARED_VARIANCE = 0.5;

/** Uniform over all shares that add up to 1: exponential numbers over their sum (Devroye 1986, theorem V.2.2). */
function anyShares(cells: number, uniform: Uniform): Float64Array {
  const parts = Float64Array.from({ length: cells }, () => -log(1 - uniform()));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

/** The lowest scores are in the first cell, as many as its share says, and so on. */
function dealt(scores: Float64Array, shares: Float64Array): Uint8Array {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  const cells = new Uint8Array(scores.length);
  let [cell, upTo] = [0, shares[0]];
  order.forEach((row, rank) => {
    while ((rank + 0.5) / scores.length >= upTo && cell < shares.length - 1) upTo += shares[(cell += 1)];
    cells[row] = cell;
  });
  return cells;
}
