/** Nothing that is signed here comes near this depth; beyond it a hostile document could exhaust the stack. */
const MAX_DEPTH = 64;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The one JSON text of a value: members sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript
 * prints them (so -0 is 0).
 *
 * Guarantee: equal values give equal texts, and parsing the text gives the value back.
 * @throws RangeError naming the member that JSON cannot carry exactly: undefined, a number that is not finite, a lone
 *   surrogate, anything but plain objects, arrays, strings, numbers, booleans and null, or nesting beyond 64 levels
 * @see RFC 8785
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

/**
 * Reads bytes that must be the canonical JSON of some value.
 *
 * @returns null if they are not UTF-8, not JSON, or any other text than the canonical one
 */
export function parseCanonicalJson(bytes: Uint8Array): { readonly value: unknown } | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? { value } : null;
  } catch {
    return null;
  }
}

type Path = readonly (string | number)[];

function write(value: unknown, path: Path): string {
  if (path.length > MAX_DEPTH) throw unfit(path.slice(0, 3), `nested deeper than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, path);
  if (typeof value === 'string') return writeString(value, path);
  if (Array.isArray(value)) return writeArray(value, path);
  if (isPlainObject(value)) return writeObject(value, path);
  throw unfit(path, `a value of type ${typeof value}`);
}

function writeNumber(value: number, path: Path): string {
  if (!Number.isFinite(value)) throw unfit(path, 'a number that is not finite');
  return JSON.stringify(value);
}

function writeString(value: string, path: Path): string {
  if (LONE_SURROGATE.test(value)) throw unfit(path, 'text with a lone surrogate');
  return JSON.stringify(value);
}

function writeArray(values: readonly unknown[], path: Path): string {
  return `[${Array.from(values, (value, index) => write(value, [...path, index])).join(',')}]`;
}

function writeObject(object: Readonly<Record<string, unknown>>, path: Path): string {
  const members = Object.keys(object)
    .sort()
    .map((key) => `${writeString(key, path)}:${write(object[key], [...path, key])}`);
  return `{${members.join(',')}}`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function unfit(path: Path, what: string): RangeError {
  const where = path.length === 0 ? 'The value' : `The member ${path.join('.')}`;
  return new RangeError(`${where} is ${what}, which canonical JSON cannot hold.`);
}
