import { tableLayout, type DataDictionary, type TableLayout } from '@commonward/schema';
import type { Matrix } from '../matrix.js';
import type { Heads } from '../neural/softmax-heads.js';

/** How a record stands in a row of the discriminator, and what the generator draws of it. */
export interface RecordShape {
  readonly layout: TableLayout;
  /** The columns that the generator draws: all but the target, which it is told. */
  readonly drawn: readonly number[];
  /** Where their cells lie in what the generator gives. */
  readonly heads: Heads;
  /** How many cells they have together. */
  readonly drawnCells: number;
  /** Cells of the target. */
  readonly classes: number;
}

export function recordShape(dictionary: DataDictionary): RecordShape {
  const layout = tableLayout(dictionary);
  const drawn = [...layout.sizes.keys()].filter((column) => column !== layout.target);
  const sizes = Int32Array.from(drawn, (column) => layout.sizes[column]);
  const offsets = new Int32Array(sizes.length + 1);
  sizes.forEach((size, head) => (offsets[head + 1] = offsets[head] + size));
  return { layout, drawn, heads: { sizes, offsets }, drawnCells: offsets[sizes.length], classes: layout.sizes[layout.target] };
}

/** Rows of all columns in the dictionary's order: the drawn cells, and the class one-hot. @param cells [B, drawnCells] @returns [B, D] */
export function withClasses(cells: Matrix, classes: Uint8Array, { layout, drawn, heads, drawnCells }: RecordShape): Matrix {
  const values = new Float64Array(cells.rows * layout.cells);
  for (let row = 0; row < cells.rows; row++) {
    const to = row * layout.cells;
    drawn.forEach((column, head) => values.set(cells.values.subarray(row * drawnCells + heads.offsets[head], row * drawnCells + heads.offsets[head + 1]), to + layout.offsets[column]));
    values[to + layout.offsets[layout.target] + classes[row]] = 1;
  }
  return { rows: cells.rows, columns: layout.cells, values };
}

/** The part of each row that the generator drew. @param rows [B, D] @returns [B, drawnCells] */
export function withoutClasses(rows: Matrix, { layout, drawn, heads, drawnCells }: RecordShape): Matrix {
  const values = new Float64Array(rows.rows * drawnCells);
  for (let row = 0; row < rows.rows; row++) {
    const from = row * layout.cells;
    drawn.forEach((column, head) => values.set(rows.values.subarray(from + layout.offsets[column], from + layout.offsets[column + 1]), row * drawnCells + heads.offsets[head]));
  }
  return { rows: rows.rows, columns: drawnCells, values };
}
