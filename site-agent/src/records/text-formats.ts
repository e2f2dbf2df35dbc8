import { csvRecords, encodedChunks, ndjsonRecords, type DataDictionary } from '@commonward/schema';
import { filePieces } from './file-pieces.js';
import type { RecordFormat } from './records.js';

type TextRecords = typeof csvRecords | typeof ndjsonRecords;

const textFormat = (path: string, dictionary: DataDictionary, records: TextRecords): RecordFormat => ({
  place: 'line',
  chunks: (findings) => encodedChunks(records(filePieces(path), { dictionary, findings }), dictionary),
});

export const csvFormat = (path: string, dictionary: DataDictionary): RecordFormat => textFormat(path, dictionary, csvRecords);

export const ndjsonFormat = (path: string, dictionary: DataDictionary): RecordFormat => textFormat(path, dictionary, ndjsonRecords);
