import type { z } from 'zod';
import type { DataDictionary } from './dictionary.js';
import { DictionaryError } from './dictionary-error.js';
import { normalDictionary } from './dictionary-normal-form.js';
import { dictionaryValue } from './dictionary-text.js';
import { columnShape, dictionaryShape } from './dictionary-shape.js';
import { normalColumn, type Report } from './column-normal-form.js';

/**
 * Reads the data dictionary of a table and fills in its defaults.
 *
 * Required are name, kind, unit, target and columns, and of each column name, type, missing, and min and max or
 * categories. Defaults: 8 bins of equal width between min and max (fewer for whole numbers with fewer values), version
 * "1", title = name, no patientId, no public cohort sizes, not public, integer and ordinal false, no decimals, spikes,
 * measure, description or rules; a categorical column that is never missing and is not the target keeps a cell for
 * unknown codes unless "other" is false. `bins` is a list of edges or a number; `edges` is another name for it. A column
 * that bears the name of `patientId` is left out: it identifies patients and is never modelled. Unknown fields are ignored.
 *
 * @param file name of the file, for messages
 * @throws DictionaryError naming file, column and field, what is expected and what to do; all problems are listed
 */
export function parseDictionary({ text, file }: { text: string; file: string }): DataDictionary {
  const json = dictionaryValue(text, file);
  const shape = dictionaryShape.safeParse(json);
  if (!shape.success) throw new DictionaryError(shapeProblems(shape.error, { json, file }));
  const problems: string[] = [];
  const dictionary = normalDictionary(shape.data, (problem) => problems.push(`${file}: ${problem}.`));
  if (problems.length > 0) throw new DictionaryError(problems);
  return dictionary;
}

function shapeProblems(error: z.ZodError, { json, file }: { json: unknown; file: string }): string[] {
  const sentences = error.issues.map((issue) => `${file}: ${place(issue.path, json)} ${issue.message}.`);
  return [...new Set([...sentences, ...columnProblems(json, file)])];
}

/** Looks further into the columns whose shape is right, so that one reading lists the problems of all columns. */
function columnProblems(json: unknown, file: string): string[] {
  const problems: string[] = [];
  columnsOf(json).forEach((column, index) => {
    const shape = columnShape.safeParse(column);
    if (!shape.success) return;
    const report: Report = (problem) => problems.push(`${file}: ${columnTitle(json, index)} ${problem}.`);
    normalColumn(shape.data, { isTarget: false, report });
  });
  return problems;
}

function place(path: readonly PropertyKey[], json: unknown): string {
  if (path.length === 0) return 'the file';
  const [first, second] = path;
  const isColumn = first === 'columns' && typeof second === 'number';
  const steps = path.slice(isColumn ? 2 : 0).map((key) => (typeof key === 'number' ? `number ${key + 1}` : `field "${String(key)}"`));
  return [...(isColumn ? [columnTitle(json, second)] : []), ...steps].join(', ');
}

function columnTitle(json: unknown, index: number): string {
  const column: unknown = columnsOf(json)[index];
  const named = typeof column === 'object' && column !== null && 'name' in column && typeof column.name === 'string';
  return named ? `column "${String(column.name)}"` : `column number ${index + 1}`;
}

function columnsOf(json: unknown): readonly unknown[] {
  if (typeof json !== 'object' || json === null || !('columns' in json)) return [];
  return Array.isArray(json.columns) ? json.columns : [];
}
