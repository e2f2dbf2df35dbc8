import { basename, extname } from 'node:path';
import { csvCells, linesOf, type CodeLists, type DraftColumn } from '@commonward/schema';
import { OperatorError } from '../operator-error.js';
import { filePieces } from './file-pieces.js';
import { ParquetFile } from './parquet/parquet-file.js';

/**
 * The columns that a file names: the first line of a CSV file, or the schema of a Parquet file. Nothing after either is looked at.
 * @throws OperatorError if the file cannot be read, or names no columns
 */
export function columnsOf(path: string): readonly DraftColumn[] {
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return headerColumns(path);
    case '.parquet':
      return schemaColumns(path);
    default:
      throw new OperatorError(`${path}: a file that ends in .csv or .parquet is expected: its header or schema names the columns.`);
  }
}

function headerColumns(path: string): readonly DraftColumn[] {
  for (const line of linesOf(filePieces(path))) {
    const names = csvCells(line)?.map((cell) => cell.trim()) ?? [];
    if (names.length === 0 || names.some((name) => name === '')) break;
    return names.map((name) => ({ name, type: 'unknown' }));
  }
  throw new OperatorError(`${path}, line 1: a header is expected, with a name for every column.`);
}

function schemaColumns(path: string): readonly DraftColumn[] {
  const file = new ParquetFile(path);
  try {
    return file.columns;
  } finally {
    file.close();
  }
}

const HEADER = 'code,label';

/**
 * Public lists of codes, each a CSV file with the header `code,label` whose name is that of its column: `sex.csv`.
 * @throws OperatorError if one is no such list
 */
export function codeListsOf(paths: readonly string[]): CodeLists {
  return new Map(paths.map((path) => [basename(path, extname(path)), codeListOf(path)]));
}

function codeListOf(path: string): { code: string; label: string }[] {
  const lines = [...linesOf(filePieces(path))].filter((line) => line.trim() !== '');
  if (lines.length === 0 || lines[0].replaceAll(' ', '') !== HEADER) throw new OperatorError(`${path}, line 1: a list of codes begins with the header ${HEADER}.`);
  return lines.slice(1).map((line, i) => {
    const cells = csvCells(line);
    if (cells?.length !== 2) throw new OperatorError(`${path}, entry ${i + 1}: a code and its label are expected.`);
    return { code: cells[0].trim(), label: cells[1].trim() };
  });
}
