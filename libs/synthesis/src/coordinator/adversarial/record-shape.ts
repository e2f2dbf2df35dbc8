import { tableLayout, type DataDictionary, type TableLayout } from '@commonward/schema';
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

/** A row of all columns in the dictionary's order: the drawn cells, and the class one-hot. @param cells [drawnCells] @returns [D] */
export function withTarget(cells: Float64Array, ofClass: number, { layout, drawn, heads }: RecordShape): Float64Array {
  const row = new Float64Array(layout.cells);
  drawn.forEach((column, head) => row.set(cells.subarray(heads.offsets[head], heads.offsets[head + 1]), layout.offsets[column]));
  row[layout.offsets[layout.target] + ofClass] = 1;
  return row;
}

/** The part of a row that the generator drew. @param row [D] @returns [drawnCells] */
export function withoutTarget(row: Float64Array, { layout, drawn, heads, drawnCells }: RecordShape): Float64Array {
  const cells = new Float64Array(drawnCells);
  drawn.forEach((column, head) => cells.set(row.subarray(layout.offsets[column], layout.offsets[column + 1]), heads.offsets[head]));
  return cells;
}
