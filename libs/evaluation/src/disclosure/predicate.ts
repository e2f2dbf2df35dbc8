import type { RecordTable } from '@commonward/schema';

/** What somebody claims is true of exactly one patient: all of these at once. */
export type Predicate = readonly Condition[];

export type Condition =
  | { readonly column: number; readonly is: 'equal' | 'at least' | 'at most'; readonly value: number }
  | { readonly column: number; readonly is: 'missing' };

/** Whether exactly one record fulfils the predicate. */
export function singlesOut(predicate: Predicate, table: RecordTable): boolean {
  let matches = 0;
  for (let row = 0; row < table.rows && matches < 2; row++) if (predicate.every((condition) => holds(condition, table.columns[condition.column][row]))) matches++;
  return matches === 1;
}

function holds(condition: Condition, value: number): boolean {
  switch (condition.is) {
    case 'missing':
      return Number.isNaN(value);
    case 'equal':
      return value === condition.value;
    case 'at least':
      return value >= condition.value;
    case 'at most':
      return value <= condition.value;
    default:
      return condition satisfies never;
  }
}

/** How many of the predicates hold for exactly one record. */
export const successesOf = (predicates: readonly Predicate[], table: RecordTable): number => predicates.filter((predicate) => singlesOut(predicate, table)).length;
