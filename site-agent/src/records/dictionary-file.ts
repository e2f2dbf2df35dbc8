import { readFileSync } from 'node:fs';
import { DictionaryError, parseDictionary, type DataDictionary } from '@commonward/schema';
import { fileProblem, OperatorError } from '../operator-error.js';

/** @throws OperatorError naming the file, the field and what was expected */
export function readDictionary(path: string): DataDictionary {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileProblem('read', path, error);
  }
  try {
    return parseDictionary({ text, file: path });
  } catch (error) {
    if (error instanceof DictionaryError) throw new OperatorError(error.message);
    throw error;
  }
}
