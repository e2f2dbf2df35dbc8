import type { DataDictionary } from './dictionary.js';

/** @returns the dictionary as JSON in its normal form, which `parseDictionary` reads back to an equal dictionary */
export function dictionaryJson(dictionary: DataDictionary): string {
  const columns = dictionary.columns.map((column) => {
    if (column.type === 'categorical') return column;
    const { edges, ...rest } = column;
    return { ...rest, bins: edges };
  });
  return `${JSON.stringify({ ...dictionary, columns }, null, 1)}\n`;
}
