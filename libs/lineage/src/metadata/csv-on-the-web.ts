import { spreadsheetSafe, tableLayout, type Column, type ColumnCells } from '@commonward/schema';
import { aboutWords, titleOf, type ExportFacts } from './export-facts.js';

/**
 * data.csv as a table of the web: programs that find `data.csv-metadata.json` beside a file read it with these types.
 *
 * @see https://www.w3.org/TR/tabular-metadata/
 */
export function csvOnTheWeb(facts: ExportFacts): object {
  const { columns: cells } = tableLayout(facts.dictionary);
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: 'data.csv',
    'dc:title': titleOf(facts),
    'dc:description': aboutWords(facts),
    tableSchema: { columns: facts.dictionary.columns.map((column, j) => described(column, j, cells[j])) },
  };
}

/** Names in CSVW are for programs and may not hold every character, so the name in the header stands as the title. */
function described(column: Column, place: number, { missingCell }: ColumnCells): object {
  const about = column.description === null ? {} : { 'dc:description': column.description };
  return { name: `column${place + 1}`, titles: spreadsheetSafe(column.name), ...about, datatype: datatypeOf(column), required: missingCell === null };
}

const datatypeOf = (column: Column): object | string => (column.type === 'numeric' ? { base: column.integer ? 'integer' : 'number', minimum: column.min, maximum: column.max } : 'string');
