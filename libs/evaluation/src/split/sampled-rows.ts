import type { RecordTable } from '@commonward/schema';
import { permutation, type SeededRandom } from '../seeded-random.js';
import { takeRows } from './record-rows.js';

/** At most so many rows: all of them in their order if there are no more, else as many drawn without replacement. */
export const sampledRows = (table: RecordTable, most: number, random: SeededRandom): RecordTable =>
  table.rows <= most ? table : takeRows(table, sampledPlaces(table.rows, most, random));

/** The places of the rows that `sampledRows` takes. */
export const sampledPlaces = (rows: number, most: number, random: SeededRandom): Int32Array =>
  rows <= most ? Int32Array.from({ length: rows }, (_, row) => row) : permutation(rows, random).subarray(0, most);
