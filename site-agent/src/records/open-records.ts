import { extname, resolve } from 'node:path';
import type { AnyDictionary, DataDictionary } from '@commonward/schema';
import { OperatorError } from '../operator-error.js';
import { fhirFormat, fhirSource, fhirSourceText } from './fhir/fhir-format.js';
import { imageRecords } from './images/image-records.js';
import { parquetFormat } from './parquet/parquet-format.js';
import type { CheckedSource } from './record-source.js';
import { Records, type RecordFormat } from './records.js';
import { seriesRecords } from './series/series-records.js';
import { sqlSource, sqlSourceText } from './sql/query.js';
import { sqlFormat } from './sql/sql-format.js';
import { csvFormat, ndjsonFormat } from './text-formats.js';

const FORMATS: ReadonlyMap<string, (path: string, dictionary: DataDictionary) => RecordFormat> = new Map([
  ['.csv', csvFormat],
  ['.parquet', parquetFormat],
  ['.ndjson', ndjsonFormat],
  ['.jsonl', ndjsonFormat],
]);

/** What `--records` takes, for people. */
export const RECORDS_HELP = 'the records: a file that ends in .csv, .parquet, .ndjson or .jsonl, or sql:QUERY@file.duckdb, or fhir:mapping.json@folder; of images a folder or an .npz file, of series such a file or a folder of them';

/**
 * Opens the records that `source` names, of the kind that the dictionary describes; nothing is read yet.
 * @throws OperatorError if no format reads such a source
 */
export function openRecords(source: string, dictionary: AnyDictionary): CheckedSource {
  switch (dictionary.kind) {
    case 'table':
      return new Records({ kind: 'table', source, format: tableFormat(source, dictionary), countOf: ({ rows }) => rows });
    case 'image':
      return imageRecords(source, dictionary);
    case 'series':
      return seriesRecords(source, dictionary);
    default:
      return dictionary satisfies never;
  }
}

function tableFormat(source: string, dictionary: DataDictionary): RecordFormat {
  const sql = sqlSource(source);
  if (sql !== null) return sqlFormat(sql, dictionary);
  const fhir = fhirSource(source);
  if (fhir !== null) return fhirFormat(fhir, dictionary);
  const format = FORMATS.get(extname(source).toLowerCase());
  if (format === undefined) throw new OperatorError(`${source}: a file that ends in ${[...FORMATS.keys()].join(', ')} is expected; rename it, or write the records in one of these forms.`);
  return format(source, dictionary);
}

/** The same source, whatever folder the agent is started in later. */
export function absoluteSource(source: string): string {
  const sql = sqlSource(source);
  const fhir = fhirSource(source);
  if (fhir !== null) return fhirSourceText({ mapping: resolve(fhir.mapping), folder: resolve(fhir.folder) });
  if (sql === null) return resolve(source);
  return sqlSourceText({ ...sql, database: sql.database === null ? null : resolve(sql.database) });
}
