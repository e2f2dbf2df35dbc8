import type { RecordTable } from '@commonward/schema';

/** The named rows, in the order given. */
export function takeRows(table: RecordTable, rows: ArrayLike<number>): RecordTable {
  const columns = table.columns.map((values) => Float64Array.from({ length: rows.length }, (_, k) => values[rows[k]]));
  return { rows: rows.length, columns };
}

/** All rows of all tables, one table after the other. */
export function concatenated(tables: readonly RecordTable[]): RecordTable {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const columns = tables[0].columns.map((_, j) => {
    const values = new Float64Array(rows);
    let at = 0;
    for (const table of tables) {
      values.set(table.columns[j], at);
      at += table.rows;
    }
    return values;
  });
  return { rows, columns };
}
