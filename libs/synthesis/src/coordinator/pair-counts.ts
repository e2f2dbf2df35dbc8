import type { TableLayout } from '@commonward/schema';

/** [D, D] how many records lie in each pair of cells of two different columns. */
export function pairCounts(codes: Uint8Array, rows: number, { sizes, offsets, cells }: TableLayout): Float64Array {
  const columns = sizes.length;
  const counts = new Float64Array(cells * cells);
  for (let start = 0; start < rows * columns; start += columns) {
    for (let i = 0; i < columns; i++) {
      const line = (offsets[i] + codes[start + i]) * cells;
      for (let j = 0; j < columns; j++) if (j !== i) counts[line + offsets[j] + codes[start + j]]++;
    }
  }
  return counts;
}
