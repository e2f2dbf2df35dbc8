import { sha256Hex } from '@commonward/envelope';
import { OTHER_TEXT, spreadsheetSafe, tableLayout, type Column, type ColumnCells } from '@commonward/schema';
import { aboutWords, titleOf, type ExportFacts } from './export-facts.js';

/**
 * The export as a Data Package with a tabular resource, which spreadsheets, R and Python read: types, bounds and codes of every column. data.parquet holds the same rows, so it
 * is no resource of its own.
 *
 * @see https://specs.frictionlessdata.io/tabular-data-resource/; labels of categories: https://datapackage.org/standard/table-schema/#categories
 */
export function dataPackage(facts: ExportFacts): object {
  const { description, dictionary, csv } = facts;
  const { columns: cells } = tableLayout(dictionary);
  return {
    profile: 'data-package',
    name: packageName(description.id),
    id: description.id,
    title: titleOf(facts),
    description: aboutWords(facts),
    version: dictionary.version,
    resources: [
      {
        profile: 'tabular-data-resource',
        name: 'data',
        path: 'data.csv',
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: csv.length,
        hash: `sha256:${sha256Hex(csv)}`,
        schema: { fields: dictionary.columns.map((column, j) => tableField(column, cells[j])), missingValues: [''] },
      },
    ],
  };
}

/** Names of packages are lower case letters, digits, dots, hyphens and underscores. */
const packageName = (id: string): string => `commonward-export-${id.toLowerCase().replace(/[^a-z0-9._-]/g, '-')}`;

/** Names and codes as they stand in data.csv. */
function tableField(column: Column, { missingCell, otherCell }: ColumnCells): object {
  const common = { name: spreadsheetSafe(column.name), ...(column.description === null ? {} : { description: column.description }) };
  const required = missingCell === null;
  if (column.type === 'numeric') {
    return { ...common, type: column.integer ? 'integer' : 'number', ...(column.measure === null ? {} : { unit: column.measure }), constraints: { required, minimum: column.min, maximum: column.max } };
  }
  const categories = [...column.categories.map(({ code, label }) => ({ value: spreadsheetSafe(code), label })), ...(otherCell === null ? [] : [{ value: OTHER_TEXT, label: 'a code that the dictionary does not list' }])];
  return { ...common, type: 'string', constraints: { required, enum: categories.map(({ value }) => value) }, categories, categoriesOrdered: column.ordinal };
}
