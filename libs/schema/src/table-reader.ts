import { csvRecords } from './csv-records.js';
import type { DataDictionary } from './dictionary.js';
import { FindingList, type Finding } from './finding.js';
import type { RecordTable } from './table.js';

/**
 * Reads a whole CSV file of records into memory, as `csvRecords` does.
 * @param file name of the file, for messages
 * @throws TableFileError if the header lacks a column of the dictionary or repeats one
 */
export function readTable({ text, file, dictionary }: { text: string; file: string; dictionary: DataDictionary }): {
  table: RecordTable;
  findings: readonly Finding[];
} {
  const findings = new FindingList(file, 'line');
  const columns: number[][] = dictionary.columns.map(() => []);
  for (const values of csvRecords([text], { dictionary, findings })) columns.forEach((column, j) => column.push(values[j]));
  const table = { rows: columns[0].length, columns: columns.map((column) => Float64Array.from(column)) };
  return { table, findings: findings.toArray() };
}
