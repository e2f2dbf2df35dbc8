import type { Column, DataDictionary, NumericColumn, RecordTable } from '@commonward/schema';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';

const CREATED_BY = 'commonward';

/** The table as Parquet: numbers as numbers, categories as their codes, missing as null. The same bytes for the same table. */
export function tableParquet(table: RecordTable, dictionary: DataDictionary): Uint8Array {
  const columnData = dictionary.columns.map((column, j) => parquetColumn(column, table.columns[j]));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: CREATED_BY }));
}

const fitsInt32 = ({ integer, min, max }: NumericColumn): boolean => integer && min >= -(2 ** 31) && max < 2 ** 31;

function parquetColumn(column: Column, values: Float64Array): ColumnSource {
  const present = (value: number) => !Number.isNaN(value);
  if (column.type === 'numeric') {
    return { name: column.name, type: fitsInt32(column) ? 'INT32' : 'DOUBLE', data: Array.from(values, (value) => (present(value) ? value : null)) };
  }
  const codes = [...column.categories.map(({ code }) => code), 'other'];
  return { name: column.name, type: 'STRING', data: Array.from(values, (value) => (present(value) ? codes[value] : null)) };
}
