import { seededRandom, shuffle } from '@commonward/evaluation';
import type { SeededRandom } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';

/** Every column shuffled by itself: right one-way tables, no relation between columns. */
export function independentColumns(table: RecordTable, seed: number): RecordTable {
  const random = seededRandom(seed);
  return { rows: table.rows, columns: table.columns.map((values) => shuffled(values, random)) };
}

/** Only the target shuffled: nothing left to learn about it. */
export function shuffledTarget(table: RecordTable, dictionary: DataDictionary, seed: number): RecordTable {
  const random = seededRandom(seed);
  const columns = table.columns.map((values, j) => (dictionary.columns[j].name === dictionary.target ? shuffled(values, random) : values));
  return { rows: table.rows, columns };
}

function shuffled(values: Float64Array, random: SeededRandom): Float64Array {
  const copy = Float64Array.from(values);
  shuffle(copy, random);
  return copy;
}
