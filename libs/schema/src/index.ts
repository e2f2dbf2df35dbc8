export type {
  CategoricalColumn,
  Category,
  Column,
  DataDictionary,
  ForbiddenPair,
  NumericColumn,
} from './dictionary.js';
export { decodeTable } from './decoder.js';
export { dictionaryJson } from './dictionary-json.js';
export { DictionaryError } from './dictionary-error.js';
export { csvRecords } from './csv-records.js';
export { encodedChunks, encodeTable } from './encoder.js';
export type { EncodedTable, RecordTable } from './table.js';
export { FindingList, type Finding } from './finding.js';
export { parseDecimal } from './decimal.js';
export { parseDictionary } from './dictionary-parser.js';
export { readTable } from './table-reader.js';
export { TableFileError } from './table-header.js';
export { tableCsv } from './table-csv.js';
export { columnCells, tableLayout, type ColumnCells, type TableLayout } from './layout.js';
