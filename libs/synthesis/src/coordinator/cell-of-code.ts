import { tableLayout } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';

/**
 * The cell of a column that a category code stands for; the empty code stands for a missing value.
 *
 * @throws RangeError if the column has no such category, or never misses a value
 */
export function cellOfCode(dictionary: DataDictionary, column: number, code: string): number {
  const described = dictionary.columns[column];
  const cell = code === '' ? missingCell(dictionary, column) : categoryCell(dictionary, column, code);
  if (cell !== null) return cell;
  const missing = `Column "${described.name}" has no missing values in the dictionary.`;
  throw new RangeError(code === '' ? missing : `Column "${described.name}" has no category "${code}" in the dictionary.`);
}

function missingCell(dictionary: DataDictionary, column: number): number | null {
  return tableLayout(dictionary).columns[column].missingCell;
}

function categoryCell(dictionary: DataDictionary, column: number, code: string): number | null {
  const described = dictionary.columns[column];
  if (described.type === 'numeric') return null;
  const index = described.categories.findIndex((category) => category.code === code);
  return index < 0 ? null : index;
}
