import { huffmanBytes } from './hpack-huffman.js';

/** A value that is in one hospital's file and nowhere else, in a form in which it could appear in bytes. */
export interface Trace {
  readonly form: string;
  readonly bytes: Buffer;
}

/** @param text letters and digits */
export function tracesOfText(text: string): Trace[] {
  const utf8 = Buffer.from(text);
  return [
    { form: 'UTF-8', bytes: utf8 },
    { form: 'UTF-16', bytes: Buffer.from(text, 'utf16le') },
    ...hexTraces(utf8),
    ...base64Traces(utf8),
    ...huffmanBytes(text).map((bytes) => ({ form: 'an HTTP/2 header', bytes: Buffer.from(bytes) })),
  ];
}

/** @param value a whole number that fits in 32 bits */
export function tracesOfNumber(value: number): Trace[] {
  const int32 = numberBytes(4, (view, little) => view.setInt32(0, value, little));
  const float32 = numberBytes(4, (view, little) => view.setFloat32(0, value, little));
  const float64 = numberBytes(8, (view, little) => view.setFloat64(0, value, little));
  const inForm = (form: string, orders: readonly Buffer[]) => orders.map((bytes) => ({ form, bytes }));
  return [
    ...tracesOfText(String(value)),
    ...inForm('int32', int32),
    ...inForm('float32', float32),
    ...inForm('float64', float64),
    ...float64.flatMap((bytes) => [...hexTraces(bytes), ...base64Traces(bytes)]),
  ];
}

/** The forms of a value that occur in some bytes, or in what their base64 and hexadecimal parts stand for. */
export function formsIn(bytes: Uint8Array, traces: readonly Trace[]): string[] {
  const views = [Buffer.from(bytes), ...decodedParts(bytes)];
  return [...new Set(traces.filter((trace) => views.some((view) => view.includes(trace.bytes))).map(({ form }) => form))];
}

function numberBytes(length: number, write: (view: DataView, littleEndian: boolean) => void): Buffer[] {
  return [true, false].map((littleEndian) => {
    const view = new DataView(new ArrayBuffer(length));
    write(view, littleEndian);
    return Buffer.from(view.buffer);
  });
}

function hexTraces(bytes: Uint8Array): Trace[] {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex, hex.toUpperCase()].map((text) => ({ form: 'hexadecimal', bytes: Buffer.from(text) }));
}

/** The characters that depend on nothing but the value, for each of the three places in a group at which it can begin. */
function base64Traces(bytes: Uint8Array): Trace[] {
  return [0, 1, 2].flatMap((offset) => {
    const first = Math.ceil((8 * offset) / 6);
    const last = Math.floor((8 * (offset + bytes.length)) / 6);
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').slice(first, last);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')].map((written) => ({ form: 'base64', bytes: Buffer.from(written) }));
  });
}

const PARTS = [[/[A-Za-z0-9+/]{24,}/g, 'base64'], [/[A-Za-z0-9_-]{24,}/g, 'base64url'], [/[0-9a-fA-F]{24,}/g, 'hex']] as const;

function decodedParts(bytes: Uint8Array): Buffer[] {
  const text = Buffer.from(bytes).toString('latin1');
  return PARTS.flatMap(([pattern, encoding]) => [...text.matchAll(pattern)].map(([part]) => Buffer.from(part, encoding)));
}
