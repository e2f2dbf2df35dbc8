import { readFileSync } from 'node:fs';
import { readTable, TableFileError, type DataDictionary, type RecordTable } from '@commonward/schema';
import { CliError } from './cli-error.js';

/**
 * The records of each file, in the order given. A file with a record that cannot be used is not used: a score is of
 * all the records it names.
 * @throws CliError naming file, line and column
 */
export const readEach = (paths: readonly string[], dictionary: DataDictionary): RecordTable[] => paths.map((path) => readOne(path, dictionary));

function readOne(file: string, dictionary: DataDictionary): RecordTable {
  const text = textOf(file);
  try {
    const { table, findings } = readTable({ text, file, dictionary });
    const error = findings.find(({ severity }) => severity === 'error');
    if (error !== undefined) throw new CliError(error.message);
    findings.forEach(({ message }) => process.stderr.write(`${message}\n`));
    return table;
  } catch (error) {
    throw error instanceof TableFileError ? new CliError(error.message) : error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CliError(`Cannot read ${file} (${code}): give a CSV file of records.`);
  }
}
