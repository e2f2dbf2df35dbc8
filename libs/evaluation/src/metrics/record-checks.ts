import type { Column, DataDictionary, RecordTable } from '@commonward/schema';

/** Number of synthetic rows that equal a real row in every column, missing cells included. */
export function exactCopies(synthetic: RecordTable, real: RecordTable): number {
  const known = new Set(rowKeys(real));
  return rowKeys(synthetic).filter((key) => known.has(key)).length;
}

/** Number of cells whose value the dictionary does not allow. */
export function outOfDictionaryCells(table: RecordTable, dictionary: DataDictionary): number {
  return dictionary.columns.reduce((sum, column, j) => sum + table.columns[j].filter((value) => !allowed(column, value)).length, 0);
}

/** Number of rows that hold values that the dictionary's rules forbid together. */
export function ruleViolations(table: RecordTable, dictionary: DataDictionary): number {
  const tests = dictionary.rules.map(({ columns, values }) => columns.map((name, k) => cellTest(dictionary, name, values[k])));
  const breaks = (row: number): boolean => tests.some((sides) => sides.every((side) => side(table, row)));
  return rowsOf(table).filter(breaks).length;
}

function rowKeys(table: RecordTable): string[] {
  return rowsOf(table).map((row) => table.columns.map((values) => String(values[row])).join(','));
}

function rowsOf(table: RecordTable): number[] {
  return Array.from({ length: table.rows }, (_, row) => row);
}

function allowed(column: Column, value: number): boolean {
  if (Number.isNaN(value)) return column.missing.length > 0;
  if (column.type === 'numeric') return value >= column.min && value <= column.max && (!column.integer || Number.isInteger(value));
  const indices = column.categories.length + (column.other ? 1 : 0);
  return Number.isInteger(value) && value >= 0 && value < indices;
}

type CellTest = (table: RecordTable, row: number) => boolean;

/** Whether a row holds the named value; the empty text stands for missing. */
function cellTest(dictionary: DataDictionary, name: string, value: string): CellTest {
  const j = dictionary.columns.findIndex((column) => column.name === name);
  const column = dictionary.columns[j];
  if (value === '') return (table, row) => Number.isNaN(table.columns[j][row]);
  const wanted = column.type === 'numeric' ? Number(value) : column.categories.findIndex(({ code }) => code === value);
  return (table, row) => table.columns[j][row] === wanted;
}
