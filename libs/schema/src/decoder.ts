import { binGrid, binRange, decimalsOf } from './bins.js';
import type { Column, DataDictionary, NumericColumn } from './dictionary.js';
import { columnCells } from './layout.js';
import type { EncodedTable, RecordTable } from './table.js';

/**
 * Turns cells back into values. A bin decodes to its spike, or else to a value drawn uniformly from the part of the bin
 * between the public bounds: among the whole numbers of an integer column, among the values with `decimals` decimals, or
 * among all. Encoding the result gives the same cells again.
 *
 * @param uniform draws from [0, 1); called once for each bin without a spike, row by row
 * @throws RangeError if a cell does not exist or the codes do not fit the dictionary's columns
 */
export function decodeTable(input: { encoded: EncodedTable; dictionary: DataDictionary; uniform: () => number }): RecordTable {
  const { encoded, dictionary, uniform } = input;
  const { rows, codes } = encoded;
  const width = dictionary.columns.length;
  if (codes.length !== rows * width) throw new RangeError(`the encoded table must have ${width} cells in each row`);
  const decoders = dictionary.columns.map(columnDecoder);
  const columns = decoders.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < width; j++) columns[j][row] = decoders[j](codes[row * width + j], uniform);
  }
  return { rows, columns };
}

type CellDecoder = (cell: number, uniform: () => number) => number;

/** Decodes the cells of one column, as `decodeTable` does. */
export function columnDecoder(column: Column): CellDecoder {
  const { values, otherCell, missingCell, size } = columnCells(column);
  const bins = column.type === 'numeric' ? binDecoders(column) : null;
  return (cell, uniform) => {
    if (cell === missingCell) return NaN;
    if (cell === otherCell) return values;
    if (cell >= size) throw new RangeError(`column "${column.name}" has ${size} cells, and cell ${cell} is not one of them`);
    return bins === null ? cell : bins[cell](uniform);
  };
}

function binDecoders(column: NumericColumn): ((uniform: () => number) => number)[] {
  return Array.from({ length: column.edges.length - 1 }, (_, bin) => {
    if (bin < column.spikes.length) return () => column.spikes[bin];
    return binDecoder(column, bin);
  });
}

function binDecoder(column: NumericColumn, bin: number): (uniform: () => number) => number {
  const range = binRange(column, bin);
  if (range === null) throw new RangeError(`column "${column.name}" has no value in bin ${bin + 1}`);
  const decimals = decimalsOf(column);
  if (decimals === null) {
    const { low, high } = range;
    return (uniform) => {
      const value = low + (high - low) * uniform();
      // Rounding may carry a draw close to 1 onto the upper edge, which belongs to the next bin.
      return value < high ? value : low;
    };
  }
  const { first, count, scale } = binGrid(range, decimals);
  // Adding 0 turns -0 into 0.
  return (uniform) => (first + Math.floor(uniform() * count)) / scale + 0;
}
