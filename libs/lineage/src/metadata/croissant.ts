import { sha256Hex } from '@commonward/envelope';
import { spreadsheetSafe, type Column } from '@commonward/schema';
import { CROISSANT_CONTEXT } from './croissant-context.js';
import { aboutWords, titleOf, type ExportFacts } from './export-facts.js';

/**
 * The export as Croissant metadata, which catalogues of data sets and machine learning tools read.
 *
 * @see https://docs.mlcommons.org/croissant/docs/croissant-spec.html, version 1.0
 */
export function croissant(facts: ExportFacts): object {
  const { dictionary, description, csv, parquet } = facts;
  return {
    '@context': CROISSANT_CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: `commonward-export-${description.id}`,
    alternateName: titleOf(facts),
    description: aboutWords(facts),
    version: dictionary.version,
    dateCreated: description.requestedAt,
    creator: { '@type': 'sc:Organization', name: description.consortium },
    distribution: [fileObject('data.csv', 'text/csv', csv), fileObject('data.parquet', 'application/x-parquet', parquet)],
    recordSet: [{ '@type': 'cr:RecordSet', '@id': 'records', name: 'records', description: 'One synthetic record a row.', field: dictionary.columns.map(field) }],
  };
}

const fileObject = (name: string, encodingFormat: string, bytes: Uint8Array): object => ({
  '@type': 'cr:FileObject',
  '@id': name,
  name,
  contentUrl: name,
  contentSize: `${bytes.length} B`,
  encodingFormat,
  sha256: sha256Hex(bytes),
});

function field(column: Column): object {
  return {
    '@type': 'cr:Field',
    '@id': `records/${column.name}`,
    name: column.name,
    description: fieldWords(column),
    dataType: column.type === 'categorical' ? 'sc:Text' : column.integer ? 'sc:Integer' : 'sc:Float',
    source: { fileObject: { '@id': 'data.csv' }, extract: { column: spreadsheetSafe(column.name) } },
  };
}

function fieldWords(column: Column): string {
  const about = column.description === null ? '' : `${column.description}. `;
  if (column.type === 'categorical') return `${about}${column.categories.map(({ code, label }) => (code === label ? code : `${code}: ${label}`)).join('; ')}`;
  return `${about}${column.min} to ${column.max}${column.measure === null ? '' : ` ${column.measure}`}`;
}
