import { join } from 'node:path';
import { encodedDays, inFile, seriesFiles, SeriesReader, type FindingList, type SeriesDays, type SeriesDictionary } from '@commonward/schema';
import { Records } from '../records.js';
import { seriesRows } from './series-rows.js';

/**
 * The hospital's series, a file or a folder of files, described by the public dictionary.
 *
 * Files are read one row at a time; in memory are the days, of which every file may hold a part.
 */
export const seriesRecords = (source: string, dictionary: SeriesDictionary): Records<'series', SeriesDays> =>
  new Records({ kind: 'series', source, format: { place: 'line', chunks: (findings) => days(source, dictionary, findings) }, countOf: ({ rows }) => rows });

function* days(source: string, dictionary: SeriesDictionary, findings: FindingList): Iterable<SeriesDays> {
  const reader = new SeriesReader(dictionary, findings);
  for (const file of seriesFiles(dictionary)) {
    const path = file.file === null ? source : join(source, file.file);
    const about = file.file === null ? findings : inFile(findings, file.file);
    reader.readFile(file, seriesRows(path, { columns: file.columns, findings: about }), about);
  }
  yield* encodedDays(reader.days(), dictionary, findings);
}
