/**
 * The text of a value that a format with types gives for a cell, as a CSV file would hold it: nothing for null, "true" and "false",
 * a date as 2016-04-12 or 2016-04-12T13:00:00.000Z, a number with as many digits as it needs, NaN as "NaN".
 * @returns null for a list, an object or bytes, which no cell can hold
 */
export function plainText(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'undefined':
      return '';
    case 'object':
      return value === null ? '' : dateText(value);
    default:
      return null;
  }
}

const MIDNIGHT = 'T00:00:00.000Z';

function dateText(value: object): string | null {
  if (!(value instanceof Date)) return null;
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  return text.endsWith(MIDNIGHT) ? text.slice(0, -MIDNIGHT.length) : text;
}

/** The text that tells a patient apart: as `plainText`, but null for a number beyond 2^53, of which other patients may have the same. */
export function patientText(value: unknown): string | null {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? null : plainText(value);
}
