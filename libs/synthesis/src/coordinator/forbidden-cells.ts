import { tableLayout } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';
import { cellOfCode } from './cell-of-code.js';

/** A cell of one column that a record may not have while another column has `otherCell`. */
export interface ForbiddenCell {
  readonly cell: number;
  readonly otherColumn: number;
  readonly otherCell: number;
}

/** The dictionary's public rules in cells, each rule listed under both of its columns. */
export interface ForbiddenCells {
  readonly byColumn: readonly (readonly ForbiddenCell[])[];
}

/** @throws RangeError if a rule names a column or value that the dictionary does not have */
export function forbiddenCells(dictionary: DataDictionary): ForbiddenCells {
  const byColumn: ForbiddenCell[][] = dictionary.columns.map(() => []);
  const { columns } = tableLayout(dictionary);
  for (const rule of dictionary.rules) {
    const [first, second] = rule.columns.map((name) => columns.findIndex((column) => column.name === name));
    if (first < 0 || second < 0) throw new RangeError(`A rule names a column that is not in the dictionary: ${rule.columns.join(', ')}.`);
    const firstCell = cellOfCode(dictionary, first, rule.values[0]);
    const secondCell = cellOfCode(dictionary, second, rule.values[1]);
    byColumn[first].push({ cell: firstCell, otherColumn: second, otherCell: secondCell });
    byColumn[second].push({ cell: secondCell, otherColumn: first, otherCell: firstCell });
  }
  return { byColumn };
}

/** Whether a record breaks any rule; each is listed twice, so looking from every column finds it. */
export function breaksRule(forbidden: ForbiddenCells, record: Uint8Array): boolean {
  return forbidden.byColumn.some((rules, column) =>
    rules.some((rule) => record[column] === rule.cell && record[rule.otherColumn] === rule.otherCell),
  );
}
