import { DictionaryError } from './dictionary-error.js';
import { jsonFault } from './json-syntax.js';

/** @throws DictionaryError naming file, line and column, if the text is not JSON */
export function dictionaryValue(text: string, file: string): unknown {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const fault = jsonFault(body);
  if (fault === null) return JSON.parse(body);
  const { line, column, expected } = fault;
  throw new DictionaryError([
    `${file}, line ${line}, column ${column}: the file is not valid JSON; ${expected} is expected here.`,
  ]);
}
