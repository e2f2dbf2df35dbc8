import type { FindingKind, Findings } from './finding.js';
import { linesOf, MAX_LINE_LENGTH } from './lines.js';

const wholeLine = (text: string): FindingKind => ({ severity: 'error', column: '', text });
const NOT_AN_OBJECT = wholeLine('one JSON object with the columns as names is expected on the line; the record is left out');
const TOO_LONG = wholeLine(`the line is longer than ${MAX_LINE_LENGTH} characters; put one object on each line; the record is left out`);
const NO_RECORDS = wholeLine('the file holds no records; it should hold one JSON object a line, one for each record');

/** The objects of newline-delimited JSON, each line read alone; other lines are reported and left out, and blank ones skipped. */
export function* ndjsonObjects(pieces: Iterable<string>, findings: Findings): Iterable<{ object: ReadonlyMap<string, unknown>; line: number }> {
  let line = 0;
  let objects = 0;
  for (const content of linesOf(pieces)) {
    line += 1;
    if (content.trim() === '') continue;
    objects += 1;
    const object = objectOf(content);
    if (object === null) findings.add(content.length > MAX_LINE_LENGTH ? TOO_LONG : NOT_AN_OBJECT, { line, detail: '' });
    else yield { object, line };
  }
  if (objects === 0) findings.add(NO_RECORDS, { line: 1, detail: '' });
}

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
