import type { RecordTable } from '@commonward/schema';
import { permutation, type SeededRandom } from '../seeded-random.js';
import { takeRows } from './record-rows.js';

/** At most so many rows: all of them in their order if there are no more, else as many drawn without replacement. */
export const sampledRows = (table: RecordTable, most: number, random: SeededRandom): RecordTable =>
  table.rows <= most ? table : takeRows(table, permutation(table.rows, random).subarray(0, most));
