import type { TableLayout } from '@commonward/schema';
import { exp } from '../plan/deterministic-math.js';
import { appliesTo } from './forbidden-cells.js';
import type { ForbiddenCells } from './forbidden-cells.js';
import type { Uniform } from './public-randomness.js';

/** Added to a cell's log weight for each rule that it would break; finite, so that the least bad cell wins where all do. */
export const FORBIDDEN = -1e9;
/** Log weight of a cell that conditions exclude; so low that breaking any number of rules is preferred. */
export const EXCLUDED = -1e15;

/** Records under Gibbs sampling, and the field that pulls each of them. D cells in all, J columns. */
export interface GibbsState {
  readonly layout: TableLayout;
  readonly rows: number;
  /** [rows, J] cell index within the column; changed by a sweep */
  readonly codes: Uint8Array;
  /** [D, D] symmetric pull of a pair of cells; changed by a sweep unless `recordWeight` is zero */
  readonly field: Float64Array;
  /** [J, J] how much the field of a pair of columns counts; zero where the pair was not measured */
  readonly weights: Float64Array;
  /** [D] log weight of each cell before any pull */
  readonly logBase: Float64Array;
  /** what one record takes from the field of the cells it lies in; zero for independent chains in a fixed field */
  readonly recordWeight: number;
  readonly forbidden: ForbiddenCells;
  readonly uniform: Uniform;
}

/**
 * Draws every coordinate of every record anew, in order, given all others.
 *
 * A cell b of column j gets log weight base(b) + sum over columns i of weight(i, j) field(x_i, b), where the field is
 * taken as if the record itself were not counted.
 * @returns how many coordinates changed
 */
export function sweep(state: GibbsState): number {
  const { layout, rows, codes, field, weights, logBase, recordWeight, forbidden, uniform } = state;
  const { sizes, offsets, cells } = layout;
  const columns = sizes.length;
  const neighbours = neighboursOf(weights, columns);
  const logits = new Float64Array(256);
  let changed = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let j = 0; j < columns; j++) {
      const near = neighbours[j];
      if (near.length === 0 && forbidden.byColumn[j].length === 0 && recordWeight > 0) continue; // its first draw stands
      const size = sizes[j];
      const offset = offsets[j];
      const old = codes[start + j];
      for (let b = 0; b < size; b++) logits[b] = logBase[offset + b];
      for (let k = 0; k < near.length; k++) {
        const i = near[k];
        const weight = weights[i * columns + j];
        const line = (offsets[i] + codes[start + i]) * cells + offset;
        for (let b = 0; b < size; b++) logits[b] += weight * field[line + b];
        logits[old] += weight * recordWeight;
      }
      forbid({ logits, forbidden, codes, start, column: j });
      const drawn = drawCell(logits, size, uniform());
      if (drawn === old) continue;
      changed++;
      codes[start + j] = drawn;
      if (recordWeight > 0) move(state, start, j, old);
    }
  }
  return changed;
}

/** Draws a cell with probability proportional to exp(logit); overwrites the logits. */
export function drawCell(logits: Float64Array, size: number, uniform: number): number {
  let largest = logits[0];
  for (let b = 1; b < size; b++) if (logits[b] > largest) largest = logits[b];
  let total = 0;
  for (let b = 0; b < size; b++) {
    logits[b] = exp(logits[b] - largest);
    total += logits[b];
  }
  let left = uniform * total;
  for (let b = 0; b < size - 1; b++) {
    left -= logits[b];
    if (left < 0) return b;
  }
  return lastPositive(logits, size);
}

function lastPositive(weights: Float64Array, size: number): number {
  let b = size - 1;
  while (weights[b] === 0) b--;
  return b;
}

function move({ layout, codes, field, recordWeight }: GibbsState, start: number, column: number, old: number): void {
  const { sizes, offsets, cells } = layout;
  const from = offsets[column] + old;
  const to = offsets[column] + codes[start + column];
  for (let i = 0; i < sizes.length; i++) {
    if (i === column) continue;
    const other = offsets[i] + codes[start + i];
    field[other * cells + from] += recordWeight;
    field[from * cells + other] += recordWeight;
    field[other * cells + to] -= recordWeight;
    field[to * cells + other] -= recordWeight;
  }
}

interface Coordinate {
  logits: Float64Array;
  forbidden: ForbiddenCells;
  codes: Uint8Array;
  start: number;
  column: number;
}

function forbid({ logits, forbidden, codes, start, column }: Coordinate): void {
  const rules = forbidden.byColumn[column];
  for (let r = 0; r < rules.length; r++) {
    if (appliesTo(rules[r], codes, start)) logits[rules[r].cell] += FORBIDDEN;
  }
}

/** For each column, the columns whose pair with it was measured, in ascending order. */
function neighboursOf(weights: Float64Array, columns: number): Int32Array[] {
  return Array.from({ length: columns }, (_, j) => {
    const near: number[] = [];
    for (let i = 0; i < columns; i++) if (i !== j && weights[i * columns + j] > 0) near.push(i);
    return Int32Array.from(near);
  });
}
