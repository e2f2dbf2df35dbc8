import { tableLayout } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';
import { cellOfCode } from './cell-of-code.js';

/** A cell of one column that a record may not have while every one of the other columns has its cell. */
export interface ForbiddenCell {
  readonly cell: number;
  readonly others: readonly { readonly column: number; readonly cell: number }[];
}

/** The dictionary's public rules in cells, each rule listed under all of its columns. */
export interface ForbiddenCells {
  readonly byColumn: readonly (readonly ForbiddenCell[])[];
}

/** @throws RangeError if a rule names a column or value that the dictionary does not have */
export function forbiddenCells(dictionary: DataDictionary): ForbiddenCells {
  const byColumn: ForbiddenCell[][] = dictionary.columns.map(() => []);
  const { columns } = tableLayout(dictionary);
  for (const rule of dictionary.rules) {
    const named = rule.columns.map((name) => columns.findIndex((column) => column.name === name));
    if (named.includes(-1)) throw new RangeError(`A rule names a column that is not in the dictionary: ${rule.columns.join(', ')}.`);
    const parts = named.map((column, k) => ({ column, cell: cellOfCode(dictionary, column, rule.values[k]) }));
    for (const part of parts) byColumn[part.column].push({ cell: part.cell, others: parts.filter((other) => other !== part) });
  }
  return { byColumn };
}

/** Whether a record breaks any rule; each is listed under all of its columns, so looking from every column finds it. */
export function breaksRule(forbidden: ForbiddenCells, record: Uint8Array): boolean {
  return forbidden.byColumn.some((rules, column) => rules.some((rule) => record[column] === rule.cell && appliesTo(rule, record, 0)));
}

/** Whether the record that starts at `start` has the cells of all the rule's other columns. */
export function appliesTo({ others }: ForbiddenCell, codes: Uint8Array, start: number): boolean {
  for (let k = 0; k < others.length; k++) if (codes[start + others[k].column] !== others[k].cell) return false;
  return true;
}
