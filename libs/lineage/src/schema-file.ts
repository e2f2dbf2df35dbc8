import { tableLayout, type DataDictionary } from '@commonward/schema';

/** The codebook of data.csv and data.parquet. */
export function schemaFile(dictionary: DataDictionary): object {
  const { columns: cells } = tableLayout(dictionary);
  return {
    format: 'commonward/schema/1',
    name: dictionary.name,
    title: dictionary.title,
    version: dictionary.version,
    target: dictionary.target,
    missing: 'an empty cell in data.csv, null in data.parquet',
    columns: dictionary.columns.map((column, j) => {
      const common = { name: column.name, description: column.description, canBeMissing: cells[j].missingCell !== null };
      if (column.type === 'numeric') {
        const { measure, min, max, integer, edges } = column;
        return { ...common, type: integer ? 'integer' : 'number', measure, min, max, bins: edges };
      }
      const other = cells[j].otherCell === null ? [] : [{ code: 'other', label: 'a code that the dictionary does not list' }];
      return { ...common, type: 'category', ordinal: column.ordinal, categories: [...column.categories, ...other] };
    }),
  };
}
