import { decodeTable } from '@commonward/schema';
import type { DataDictionary, NumericColumn } from '@commonward/schema';

/** A numeric column cut down to the values between two bounds. */
export interface BoundedColumn {
  /** Only the bins that overlap the bounds. */
  readonly column: NumericColumn;
  /** What the first of these bins is called in the whole column. */
  readonly firstBin: number;
  /** [bins of the whole column] which part of each bin's values lies between the bounds, from 0 to 1 */
  readonly shares: Float64Array;
}

const ALMOST_ONE = 0.999999; // draws a bin's last grid point, or nearly its upper end; nearer could round onto the next bin
const SMALLEST_SHARE = 1e-9; // a single point of a continuous column has no width, but may be asked for

/**
 * Narrows one column of a dictionary to inclusive bounds; no bin is left if no value of the dictionary is between them.
 *
 * Decoding the narrowed column draws from the same values as before, as far as they keep the bounds.
 */
export function boundedColumn(dictionary: DataDictionary, column: NumericColumn, bounds: { atLeast: number; atMost: number }): BoundedColumn {
  const min = Math.max(column.min, bounds.atLeast);
  const max = Math.min(column.max, bounds.atMost);
  const bins = column.edges.length - 1;
  const overlapping = Array.from({ length: bins }, (_, bin) => bin).filter((bin) => overlaps(column, bin, { min, max }));
  const shares = new Float64Array(bins);
  if (overlapping.length === 0) return { column, firstBin: 0, shares };
  const firstBin = overlapping[0];
  const end = firstBin + overlapping.length;
  const narrowed = { ...column, min, max, edges: column.edges.slice(firstBin, end + 1), spikes: column.spikes.slice(firstBin, end) };
  for (const bin of overlapping) {
    const whole = valuesOf(dictionary, column, bin);
    const left = valuesOf(dictionary, narrowed, bin - firstBin);
    const lies = left.low >= min && left.low <= max && left.low < nextEdge(column, bin);
    shares[bin] = lies ? Math.max(left.measure / whole.measure, SMALLEST_SHARE) : 0;
  }
  return { column: narrowed, firstBin, shares };
}

function overlaps({ edges }: NumericColumn, bin: number, { min, max }: { min: number; max: number }): boolean {
  const isLast = bin === edges.length - 2;
  return min <= max && edges[bin] <= max && (min < edges[bin + 1] || (isLast && min === edges[bin + 1]));
}

function nextEdge({ edges }: NumericColumn, bin: number): number {
  return bin === edges.length - 2 ? Infinity : edges[bin + 1];
}

/** The lowest value that a bin decodes to, and how many values it has: a number of grid points, or a width. */
function valuesOf(dictionary: DataDictionary, column: NumericColumn, bin: number): { low: number; measure: number } {
  const decoded = (uniform: number) =>
    decodeTable({ encoded: { rows: 1, codes: Uint8Array.of(bin) }, dictionary: { ...dictionary, columns: [column] }, uniform: () => uniform });
  const low = decoded(0).columns[0][0];
  const high = decoded(ALMOST_ONE).columns[0][0];
  if (bin < column.spikes.length) return { low, measure: 1 };
  const decimals = column.integer ? 0 : column.decimals;
  return { low, measure: decimals === null ? high - low : Math.round((high - low) * Number(`1e${decimals}`)) + 1 };
}
