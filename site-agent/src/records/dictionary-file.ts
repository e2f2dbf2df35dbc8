import { readFileSync } from 'node:fs';
import { DictionaryError, parseAnyDictionary, parseDictionary, type AnyDictionary, type DataDictionary } from '@commonward/schema';
import { fileProblem, OperatorError } from '../operator-error.js';

/** The dictionary of a table. @throws OperatorError naming the file, the field and what was expected */
export const readDictionary = (path: string): DataDictionary => parsed(path, parseDictionary);

/** The dictionary of any kind of data. @throws OperatorError naming the file, the field and what was expected */
export const readAnyDictionary = (path: string): AnyDictionary => parsed(path, parseAnyDictionary);

function parsed<T>(path: string, parse: (source: { text: string; file: string }) => T): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileProblem('read', path, error);
  }
  try {
    return parse({ text, file: path });
  } catch (error) {
    if (error instanceof DictionaryError) throw new OperatorError(error.message);
    throw error;
  }
}
