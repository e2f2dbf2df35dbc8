import { parseDecimal } from './decimal.js';

const STARTS_FORMULA = /^[=+\-@\t\r]/;

/** The text with an apostrophe before it if a spreadsheet could take it for a formula; numbers stay as they are. */
export function spreadsheetSafe(text: string): string {
  return STARTS_FORMULA.test(text) && parseDecimal(text) === null ? `'${text}` : text;
}
