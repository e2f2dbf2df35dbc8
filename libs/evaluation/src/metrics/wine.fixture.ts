import { readFileSync } from 'node:fs';
import { parseDictionary, readTable, type DataDictionary, type RecordTable } from '@commonward/schema';

const folder = new URL('../../../../test/vectors/metrics/', import.meta.url);

export const NUMERICAL = ['alcohol', 'malic_acid', 'ash', 'magnesium', 'color_intensity', 'proline'];
export const CATEGORICAL: Readonly<Record<string, readonly string[]>> = { cultivar: ['A', 'B', 'C'], hue_band: ['high', 'low', 'mid'], strong: ['no', 'yes'] };
export const WINE_COLUMNS = [...NUMERICAL, ...Object.keys(CATEGORICAL)];

/** A file of reference numbers. */
export const vectors = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** The reference tables' dictionary, with the named columns only; one of them holds categories. */
export function wineDictionary(names: readonly string[] = WINE_COLUMNS): DataDictionary {
  const columns = names.map((name) =>
    name in CATEGORICAL ? { name, type: 'categorical', categories: CATEGORICAL[name], missing: [], other: false } : { name, type: 'numeric', min: 0, max: 2000, missing: [] },
  );
  return parseDictionary({ text: JSON.stringify({ name: 'wine', kind: 'table', unit: 'patient', target: names.find((name) => name in CATEGORICAL), columns }), file: 'wine.json' });
}

/** One of the reference tables. */
export function wine(table: 'real' | 'synth' | 'holdout', names: readonly string[] = WINE_COLUMNS): RecordTable {
  const file = `wine-${table}.csv`;
  return readTable({ text: readFileSync(new URL(file, folder), 'utf8'), file, dictionary: wineDictionary(names) }).table;
}

/** One column of one of the tables. */
export const wineColumn = (table: 'real' | 'synth' | 'holdout', name: string): Float64Array => wine(table).columns[WINE_COLUMNS.indexOf(name)];
