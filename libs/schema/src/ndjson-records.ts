import type { DataDictionary } from './dictionary.js';
import type { FindingList } from './finding.js';
import { ndjsonObjects } from './ndjson-objects.js';
import { TypedRecordReader } from './typed-records.js';

/**
 * Reads newline-delimited JSON against a dictionary: one object a line; blank lines are skipped. A name that an object lacks is
 * null, which is missing where the column can be.
 *
 * Guarantee: as of `csvRecords`; each line is read alone.
 * @param pieces the text of the file, cut wherever
 * @returns [J] values of each usable record, as a RecordTable holds them, each until the next is asked for
 */
export function* ndjsonRecords(pieces: Iterable<string>, { dictionary, findings }: { dictionary: DataDictionary; findings: FindingList }): Iterable<Float64Array> {
  const reader = new TypedRecordReader(dictionary, findings);
  for (const { object, line } of ndjsonObjects(pieces, findings)) {
    const values = reader.read(valuesOf(object, dictionary), { patient: object.get(dictionary.patientId ?? ''), line });
    if (values !== null) yield values;
  }
}

const valuesOf = (object: ReadonlyMap<string, unknown>, { columns }: DataDictionary): unknown[] => columns.map(({ name }) => object.get(name));
