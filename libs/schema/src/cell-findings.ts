import type { CellFault } from './cell-reader.js';
import type { Column } from './dictionary.js';
import type { FindingKind } from './finding.js';

const CODES_SHOWN = 12;

/** The findings that a column's cells can give, one object each, so that equal troubles are counted together. */
export function cellFindings(column: Column): Readonly<Record<CellFault, FindingKind>> {
  const error = (text: string): FindingKind => ({ severity: 'error', column: column.name, text: `${text}; the record is left out` });
  const note = (text: string): FindingKind => ({ severity: 'note', column: column.name, text });
  return {
    empty: error('a value is expected; fill in the cell, or list "" under "missing" in the dictionary'),
    'not-a-number': error(
      'a decimal number is expected, such as 63 or 0.7; correct the cell, or list its code under "missing" in the dictionary',
    ),
    'unknown-code': error(`one of the codes ${codesOf(column)} is expected; correct the cell`),
    'outside-bounds': note(`the value lies outside the public bounds${boundsOf(column)} and is clipped to them; check it and its unit`),
    'not-whole': note('a whole number is expected; the value is used as it is'),
    'counted-as-other': note(
      `the code is not in the dictionary and counts as ${column.missing.length > 0 ? 'missing' : '"other"'}; ` +
        `known codes are ${codesOf(column)}`,
    ),
  };
}

function codesOf(column: Column): string {
  if (column.type === 'numeric') return '';
  const codes = column.categories.slice(0, CODES_SHOWN).map(({ code }) => code);
  const more = column.categories.length - codes.length;
  return more > 0 ? `${codes.join(', ')} and ${more} more` : codes.join(', ');
}

function boundsOf(column: Column): string {
  if (column.type === 'categorical') return '';
  return ` ${column.min} to ${column.max}${column.measure === null ? '' : ` ${column.measure}`}`;
}
