import type { ProductSize } from './products.js';

/*
 * Products of matrices of several rows. Every element is a sum of its own, of one term after the other, so it is the same everywhere; sixteen
 * of them are summed at a time, because a number that was read is then used four times.
 */

/** A matrix whose next row, and whose next column, are so many places further. */
export interface Strided {
  readonly values: Float64Array;
  readonly down: number;
  readonly across: number;
}

export const asItLies = (values: Float64Array, columns: number): Strided => ({ values, down: columns, across: 1 });
export const turned = (values: Float64Array, columns: number): Strided => ({ values, down: 1, across: columns });

/** Elements of a tile, down and across. */
export const TILE = 4;

/** result += left x right */
export function addTiled(left: Strided, right: Strided, result: Float64Array, size: ProductSize): void {
  const { rows, columns } = size;
  const tiledRows = rows - (rows % TILE);
  const tiledColumns = columns - (columns % TILE);
  for (let i = 0; i < tiledRows; i += TILE) {
    for (let j = 0; j < tiledColumns; j += TILE) addTile({ left, right, i, j }, result, size);
  }
  for (let i = tiledRows; i < rows; i++) {
    for (let j = 0; j < tiledColumns; j += TILE) addStrip({ left, right, i, j }, result, size);
  }
  for (let i = 0; i < rows; i++) {
    for (let j = tiledColumns; j < columns; j++) addElement({ left, right, i, j }, result, size);
  }
}

/** Where in the result. */
interface Place {
  readonly left: Strided;
  readonly right: Strided;
  readonly i: number;
  readonly j: number;
}

/** Four rows and four columns. */
function addTile({ left, right, i, j }: Place, result: Float64Array, { inner, columns }: ProductSize): void {
  const { values: a, down, across: step } = left;
  const { values: b, down: stride, across } = right;
  let [aw, ax, ay, az] = [0, 0, 0, 0];
  let [bw, bx, by, bz] = [0, 0, 0, 0];
  let [cw, cx, cy, cz] = [0, 0, 0, 0];
  let [dw, dx, dy, dz] = [0, 0, 0, 0];
  for (let k = 0, from = i * down, to = j * across; k < inner; k++, from += step, to += stride) {
    const p = a[from];
    const q = a[from + down];
    const r = a[from + 2 * down];
    const s = a[from + 3 * down];
    const w = b[to];
    const x = b[to + across];
    const y = b[to + 2 * across];
    const z = b[to + 3 * across];
    aw += p * w;
    ax += p * x;
    ay += p * y;
    az += p * z;
    bw += q * w;
    bx += q * x;
    by += q * y;
    bz += q * z;
    cw += r * w;
    cx += r * x;
    cy += r * y;
    cz += r * z;
    dw += s * w;
    dx += s * x;
    dy += s * y;
    dz += s * z;
  }
  const at = i * columns + j;
  addFour(result, at, [aw, ax, ay, az]);
  addFour(result, at + columns, [bw, bx, by, bz]);
  addFour(result, at + 2 * columns, [cw, cx, cy, cz]);
  addFour(result, at + 3 * columns, [dw, dx, dy, dz]);
}

/** One row and four columns. */
function addStrip({ left, right, i, j }: Place, result: Float64Array, { inner, columns }: ProductSize): void {
  const { values: a, down, across: step } = left;
  const { values: b, down: stride, across } = right;
  let [w, x, y, z] = [0, 0, 0, 0];
  for (let k = 0, from = i * down, to = j * across; k < inner; k++, from += step, to += stride) {
    const p = a[from];
    w += p * b[to];
    x += p * b[to + across];
    y += p * b[to + 2 * across];
    z += p * b[to + 3 * across];
  }
  addFour(result, i * columns + j, [w, x, y, z]);
}

function addElement({ left, right, i, j }: Place, result: Float64Array, { inner, columns }: ProductSize): void {
  let sum = 0;
  for (let k = 0, from = i * left.down, to = j * right.across; k < inner; k++, from += left.across, to += right.down) sum += left.values[from] * right.values[to];
  result[i * columns + j] += sum;
}

function addFour(result: Float64Array, at: number, [w, x, y, z]: readonly [number, number, number, number]): void {
  result[at] += w;
  result[at + 1] += x;
  result[at + 2] += y;
  result[at + 3] += z;
}
