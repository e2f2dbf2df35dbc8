import type { Condition, Export, StudyColumn } from '../api/model.js';
import { countText } from '../figures/numbers.js';

/** A condition as it stands in the form: it may not be complete yet. */
export interface ConditionDraft {
  readonly column: string;
  /** Codes of the chosen categories. */
  readonly allowed: readonly string[];
  readonly atLeast: string;
  readonly atMost: string;
}

export const emptyDraft = (column: string): ConditionDraft => ({ column, allowed: [], atLeast: '', atMost: '' });

export type Read = { readonly kind: 'condition'; readonly condition: Condition } | { readonly kind: 'problem'; readonly problem: string };

const problem = (text: string): Read => ({ kind: 'problem', problem: text });

/** An empty field is no limit; anything but a number is NaN. */
function limit(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function readRange({ column, atLeast, atMost }: ConditionDraft): Read {
  const low = limit(atLeast);
  const high = limit(atMost);
  if (Number.isNaN(low) || Number.isNaN(high)) return problem(`The limits of ${column} must be numbers.`);
  if (low === null && high === null) return problem(`Give ${column} at least one limit.`);
  if (low !== null && high !== null && low > high) return problem(`The lower limit of ${column} is above the upper one.`);
  return { kind: 'condition', condition: { column, atLeast: low, atMost: high } };
}

function readAllowed({ column, allowed }: ConditionDraft): Read {
  return allowed.length === 0 ? problem(`Choose at least one category of ${column}.`) : { kind: 'condition', condition: { column, allowed: [...allowed] } };
}

/** Reads one line of the form. */
export function readCondition(draft: ConditionDraft, columns: readonly StudyColumn[]): Read {
  const column = columns.find(({ name }) => name === draft.column);
  if (column === undefined) return problem('Choose a column.');
  return column.type === 'numeric' ? readRange(draft) : readAllowed(draft);
}

/** A category in the dictionary's words, or its code where the dictionary is not known. */
function categoryText(code: string, column: StudyColumn | undefined): string {
  return code === '' ? 'missing' : (column?.categories.find((category) => category.code === code)?.label ?? code);
}

/** A condition in words: "age at least 60", "sex is female or male". */
function conditionText(condition: Condition, columns: readonly StudyColumn[]): string {
  if ('allowed' in condition) {
    const column = columns.find(({ name }) => name === condition.column);
    return `${condition.column} is ${condition.allowed.map((code) => categoryText(code, column)).join(' or ')}`;
  }
  const low = condition.atLeast === null ? null : `at least ${condition.atLeast}`;
  const high = condition.atMost === null ? null : `at most ${condition.atMost}`;
  return `${condition.column} ${[low, high].filter((part) => part !== null).join(' and ')}`;
}

/** Rows and conditions in one line: "2,000 rows where sex is female, age at least 60". */
export function contentText({ rows, conditions }: Pick<Export, 'rows' | 'conditions'>, columns: readonly StudyColumn[]): string {
  const where = conditions.length === 0 ? '' : ` where ${conditions.map((condition) => conditionText(condition, columns)).join(', ')}`;
  return `${countText(rows)} ${rows === 1 ? 'row' : 'rows'}${where}`;
}
