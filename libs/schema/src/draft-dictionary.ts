/** A column that a draft has to describe: its name, and its type if the file states one. */
export interface DraftColumn {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'boolean' | 'text' | 'unknown';
}

type CodeList = readonly { readonly code: string; readonly label: string }[];

/** Public lists of codes, by the name of the column that each describes. */
export type CodeLists = ReadonlyMap<string, CodeList>;

/** What a person has to write into a draft; no parser takes it for a bound or a code. */
export const TO_FILL_IN = 'FILL IN';

/**
 * Drafts a data dictionary from the names of the columns and public code lists, and from nothing else: no value of a record is
 * at hand here. What names cannot tell (bounds, codes, the target) is left to be filled in, so that the draft is refused until someone has.
 * @returns JSON
 */
export function draftDictionary({ name, columns, codeLists }: { name: string; columns: readonly DraftColumn[]; codeLists: CodeLists }): string {
  const draft = {
    name,
    kind: 'table',
    unit: 'patient',
    target: TO_FILL_IN,
    patientId: null,
    columns: columns.map((column) => draftColumn(column, codeLists.get(column.name))),
  };
  return `${JSON.stringify(draft, null, 1)}\n`;
}

function draftColumn({ name, type }: DraftColumn, codes: CodeList | undefined): object {
  if (codes !== undefined) return { name, type: 'categorical', categories: codes, missing: '' };
  switch (type) {
    case 'integer':
      return { name, type: 'numeric', min: TO_FILL_IN, max: TO_FILL_IN, integer: true, missing: '' };
    case 'number':
      return { name, type: 'numeric', min: TO_FILL_IN, max: TO_FILL_IN, missing: '' };
    case 'boolean':
      return { name, type: 'categorical', categories: ['false', 'true'], missing: '' };
    case 'text':
      return { name, type: 'categorical', categories: TO_FILL_IN, missing: '' };
    case 'unknown':
      return { name, type: `${TO_FILL_IN}: numeric, with min and max, or categorical, with categories`, missing: '' };
  }
}
