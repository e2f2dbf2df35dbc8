const MAX_DEPTH = 64;
const LONE_SURROGATE = /\p{Surrogate}/u;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads bytes that must be the one canonical JSON text of a value: UTF-8, members sorted by UTF-16 code units, no white
 * space, numbers and strings as ECMAScript prints them, no lone surrogate, at most 64 levels deep.
 * @returns undefined if they are anything else
 * @see RFC 8785
 */
export function parseCanonical(bytes: Uint8Array): unknown {
  try {
    const text = decoder.decode(bytes);
    const value: unknown = JSON.parse(text);
    return canonicalText(value, 0) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param value as JSON.parse gives it
 * @throws RangeError if canonical JSON cannot hold it
 */
export function canonicalText(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deep');
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item, depth + 1)).join(',')}]`;
  if (isObject(value)) return `{${Object.keys(value).sort().map((key) => `${canonicalScalar(key)}:${canonicalText(value[key], depth + 1)}`).join(',')}}`;
  return canonicalScalar(value);
}

/** Whether JSON would print it in braces. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function canonicalScalar(value: unknown): string {
  if (typeof value === 'string' && LONE_SURROGATE.test(value)) throw new RangeError('a lone surrogate');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number that is not finite');
  return JSON.stringify(value);
}
