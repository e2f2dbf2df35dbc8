import { createHash } from 'node:crypto';
import { trialDictionary, trialPatients } from '@commonward/cohorts';
import type { SiteRecords } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';

/** The patients of a simulated trial, dealt to sites, and as many more as none of them has seen. */
export interface SimulatedSites {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  readonly train: RecordTable;
  readonly test: RecordTable;
}

/** @param seed names the patients: the same name gives the same ones */
export function simulatedSites({ rows, columns, sites, seed }: { rows: number; columns: number; sites: number; seed: string }): SimulatedSites {
  const train = patients({ rows, columns, seed: `${seed}/train` });
  const from = Array.from({ length: sites + 1 }, (_, k) => Math.floor((rows * k) / sites));
  const parts = from.slice(0, -1).map((start, k) => ({ name: `site${k + 1}`, table: part(train, start, from[k + 1]) }));
  const publicCohortSize = Object.fromEntries(parts.map(({ name, table }) => [name, table.rows]));
  return { dictionary: trialDictionary({ columns, publicCohortSize }), sites: parts, train, test: patients({ rows: Math.ceil(rows / 3), columns, seed: `${seed}/test` }) };
}

function patients({ rows, columns, seed }: { rows: number; columns: number; seed: string }): RecordTable {
  const values = Array.from({ length: columns }, () => new Float64Array(rows));
  let row = 0;
  for (const patient of trialPatients({ rows, columns, seed: createHash('sha256').update(seed).digest() })) {
    for (let j = 0; j < columns; j += 1) values[j][row] = patient[j];
    row += 1;
  }
  return { rows, columns: values };
}

function part({ columns }: RecordTable, from: number, to: number): RecordTable {
  return { rows: to - from, columns: columns.map((values) => values.subarray(from, to)) };
}
