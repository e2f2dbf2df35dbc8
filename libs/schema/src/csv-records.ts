import { csvRows } from './csv-rows.js';
import type { DataDictionary } from './dictionary.js';
import type { FindingList } from './finding.js';
import { RecordReader } from './record-reader.js';

/**
 * Reads a CSV file of records against a dictionary: one record a line, commas, double quotes, LF, CRLF or CR; a byte order
 * mark is skipped, and blank lines are.
 *
 * Guarantee: after the header each line is read alone, so whatever one line holds, it adds at most one record and changes
 * no other (but for a patientId that repeats: then the first records count). Cells of columns that the dictionary does not name are neither kept nor reported, and no message carries the
 * content of a cell. A record that cannot be used is left out and reported; numbers outside the public bounds are clipped
 * and counted; an unknown category counts as "other".
 *
 * Memory: a piece, a line, and what `PatientSeats` keeps; none that grows with the length of the file otherwise.
 * @param pieces the text of the file, cut wherever
 * @returns [J] values of each usable record, as a RecordTable holds them, each until the next is asked for
 * @throws TableFileError if the header lacks a column of the dictionary or repeats one
 */
export function* csvRecords(pieces: Iterable<string>, { dictionary, findings }: { dictionary: DataDictionary; findings: FindingList }): Iterable<Float64Array> {
  const reader = new RecordReader(dictionary, findings);
  for (const { cells, header, line } of csvRows(pieces, { wanted: dictionary, findings, file: findings.file })) {
    const values = reader.read(cells, { header, line });
    if (values !== null) yield values;
  }
}
