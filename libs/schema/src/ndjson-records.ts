import type { DataDictionary } from './dictionary.js';
import type { FindingKind, FindingList } from './finding.js';
import { linesOf, MAX_LINE_LENGTH } from './lines.js';
import { TypedRecordReader } from './typed-records.js';

const wholeLine = (text: string): FindingKind => ({ severity: 'error', column: '', text });
const NOT_AN_OBJECT = wholeLine('one JSON object with the columns as names is expected on the line; the record is left out');
const TOO_LONG = wholeLine(`the line is longer than ${MAX_LINE_LENGTH} characters; put one object on each line; the record is left out`);
const NO_RECORDS = wholeLine('the file holds no records; it should hold one JSON object a line, one for each patient');

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
  let line = 0;
  let objects = 0;
  for (const content of linesOf(pieces)) {
    line += 1;
    if (content.trim() === '') continue;
    objects += 1;
    const object = objectOf(content);
    if (object === null) {
      findings.add(content.length > MAX_LINE_LENGTH ? TOO_LONG : NOT_AN_OBJECT, { line, detail: '' });
      continue;
    }
    const values = reader.read(valuesOf(object, dictionary), { patient: object.get(dictionary.patientId ?? ''), line });
    if (values !== null) yield values;
  }
  if (objects === 0) findings.add(NO_RECORDS, { line: 1, detail: '' });
}

const valuesOf = (object: ReadonlyMap<string, unknown>, { columns }: DataDictionary): unknown[] => columns.map(({ name }) => object.get(name));

/** A map, so that a name such as "constructor" finds nothing that the line does not say. */
function objectOf(text: string): ReadonlyMap<string, unknown> | null {
  if (text.length > MAX_LINE_LENGTH) return null;
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? new Map(Object.entries(json)) : null;
  } catch {
    return null;
  }
}
