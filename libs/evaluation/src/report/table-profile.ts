import { encodeTable, tableLayout, type DataDictionary, type EncodedTable, type RecordTable, type TableLayout } from '@commonward/schema';
import { associations } from '../metrics/association.js';

/** What a table says about itself: no second table is needed. J columns. */
export interface TableProfile {
  /** [J][cells] shares of the records. */
  readonly marginals: number[][];
  /** [J][J] */
  readonly association: number[][];
}

/** @param table n rows, at least 1 */
export function tableProfile(table: RecordTable, dictionary: DataDictionary): TableProfile {
  const layout = tableLayout(dictionary);
  const encoded = encodeTable(table, dictionary);
  return { marginals: dictionary.columns.map((_, j) => marginal(encoded, layout, j)), association: associations(encoded, layout) };
}

function marginal({ rows, codes }: EncodedTable, { sizes }: TableLayout, j: number): number[] {
  const counts = new Array<number>(sizes[j]).fill(0);
  for (let row = 0; row < rows; row++) counts[codes[row * sizes.length + j]]++;
  return counts.map((count) => count / rows);
}
