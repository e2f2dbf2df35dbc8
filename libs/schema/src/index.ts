export type {
  CategoricalColumn,
  Category,
  Column,
  DataDictionary,
  ForbiddenCombination,
  NumericColumn,
} from './dictionary.js';
export { parseAnyDictionary, type AnyDictionary } from './any-dictionary.js';
export { columnDecoder, decodeTable } from './decoder.js';
export { draftDictionary, TO_FILL_IN, type CodeLists, type DraftColumn } from './draft-dictionary.js';
export { dictionaryJson } from './dictionary-json.js';
export { DictionaryError } from './dictionary-error.js';
export { csvRecords } from './csv-records.js';
export { csvRows, type CsvRow } from './csv-rows.js';
export { ndjsonObjects } from './ndjson-objects.js';
export { PatientSeats } from './patient-seats.js';
export { ColumnReader, LEFT_OUT } from './column-reader.js';
export { cellFinder, encodedChunks, encodeTable } from './encoder.js';
export type { EncodedTable, RecordTable } from './table.js';
export { FindingList, inFile, type Findings, type Finding, type FindingKind, type Place } from './finding.js';
export { parseDecimal } from './decimal.js';
export { parseDictionary } from './dictionary-parser.js';
export type { ImageDictionary, LabelSource } from './images/image-dictionary.js';
export { encodedDays } from './series/day-encoder.js';
export { dayColumns, type SeriesDays } from './series/series-days.js';
export { seriesCsv, type WrittenDays } from './series/series-csv.js';
export { seriesFiles, type SeriesFile } from './series/series-files.js';
export { SeriesReader, type SeriesRow } from './series/series-reader.js';
export type { DayGrid, SeriesChannel, SeriesDictionary } from './series/series-dictionary.js';
export { csvCells } from './csv-line.js';
export { linesOf } from './lines.js';
export { RecordReader } from './record-reader.js';
export { ndjsonRecords } from './ndjson-records.js';
export { PatientCheck } from './patient-check.js';
export { patientText, plainText } from './plain-value.js';
export { readTable } from './table-reader.js';
export { readHeader, TableFileError, type TableHeader, type WantedColumns } from './table-header.js';
export { spreadsheetSafe } from './spreadsheet-safe.js';
export { OTHER_TEXT, tableCsv } from './table-csv.js';
export { nestedValue, TypedRecordReader, unsafePatient } from './typed-records.js';
export { columnCells, tableLayout, type ColumnCells, type TableLayout } from './layout.js';
