import { normalColumn, type Report } from './column-normal-form.js';
import type { Column, DataDictionary, ForbiddenCombination } from './dictionary.js';
import type { DictionaryShape } from './dictionary-shape.js';

/**
 * Fills in the documented defaults of a dictionary and checks that its parts fit together.
 * @returns a dictionary that may be used only if nothing was reported
 */
export function normalDictionary(shape: DictionaryShape, report: Report): DataDictionary {
  const patientId = shape.patientId?.trim() || null;
  const columns = normalColumns(shape, { patientId, report });
  const rules = (shape.rules ?? []).map(normalRule);
  checkTarget(shape, { patientId, report });
  rules.forEach((rule, index) => {
    checkRule(rule, { columns, report: (problem) => report(`rule number ${index + 1} ${problem}`) });
  });
  return {
    name: shape.name,
    version: String(shape.version ?? '1'),
    kind: shape.kind,
    title: shape.title ?? shape.name,
    unit: shape.unit,
    patientId,
    maxRecordsPerPatient: 1,
    publicCohortSize: shape.publicCohortSize ?? {},
    public: shape.public ?? false,
    target: shape.target,
    columns,
    rules,
  };
}

interface Context {
  readonly patientId: string | null;
  readonly report: Report;
}

function normalColumns(shape: DictionaryShape, { patientId, report }: Context): Column[] {
  const columns: Column[] = [];
  const names = new Set<string>();
  for (const entry of shape.columns.filter((column) => column.name !== patientId)) {
    const isTarget = entry.name === shape.target;
    const column = normalColumn(entry, { isTarget, report: (problem) => report(`column "${entry.name}" ${problem}`) });
    if (names.has(entry.name)) report(`column "${entry.name}" appears twice: give every column a name of its own`);
    names.add(entry.name);
    if (column !== null) columns.push(column);
  }
  if (names.size < 2) report('field "columns" must hold at least two columns, the target and one more');
  return columns;
}

function checkTarget({ target, columns }: DictionaryShape, { patientId, report }: Context): void {
  const column = columns.find(({ name }) => name === target && name !== patientId);
  if (column === undefined) report(`field "target" names "${target}", which is not among the columns: name one of them`);
  else if (column.type === 'numeric') report(`field "target" names "${target}", a numeric column: name a categorical one`);
}

function normalRule({ columns, values }: ForbiddenCombination): ForbiddenCombination {
  return { columns: columns.map((name) => name.trim()), values: values.map((value) => value.trim()) };
}

function checkRule(rule: ForbiddenCombination, { columns, report }: { columns: readonly Column[]; report: Report }): void {
  if (new Set(rule.columns).size < rule.columns.length) report('must name different columns');
  if (rule.values.length !== rule.columns.length) {
    report('must give one value for each of its columns');
    return;
  }
  rule.columns.forEach((name, side) => {
    const value = rule.values[side];
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) report(`names "${name}", which is not among the columns`);
    else if (!canTake(column, value)) {
      report(`gives column "${name}" the value "${value}": use one of its category codes, or "" if it can be missing`);
    }
  });
}

function canTake(column: Column, value: string): boolean {
  if (value === '') return column.missing.length > 0;
  return column.type === 'categorical' && column.categories.some(({ code }) => code === value);
}
