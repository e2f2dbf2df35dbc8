import { encodeTable, type EncodedTable } from '@commonward/schema';
import { sampleTable } from '@commonward/synthesis/coordinator';
import type { TableReplay } from './replay.js';

/** Enough rows that what remains is the generator's own deviation. */
const SMALLEST_SAMPLE = 1000;

/** The synthetic records on which a generator is compared with the releases: always the same ones, so the figures replay. */
export function fidelitySample({ generator, plan }: TableReplay): EncodedTable {
  const rows = Math.max(SMALLEST_SAMPLE, Math.round(generator.records));
  return encodeTable(sampleTable({ generator, plan, rows, conditions: [], stream: 'fidelity' }), plan.dictionary);
}
