/** How the elements of an array are written. */
export type NpyElement =
  | { readonly kind: 'number'; readonly bytes: number; readonly read: (view: DataView, at: number) => number }
  /** UTF-32, filled up with zeros */
  | { readonly kind: 'text'; readonly bytes: number; readonly read: (view: DataView, at: number) => string };

const NUMBERS: ReadonlyMap<string, NpyElement & { kind: 'number' }> = new Map([
  ['|b1', { kind: 'number', bytes: 1, read: (view, at) => view.getUint8(at) }],
  ['|u1', { kind: 'number', bytes: 1, read: (view, at) => view.getUint8(at) }],
  ['|i1', { kind: 'number', bytes: 1, read: (view, at) => view.getInt8(at) }],
  ['<u2', { kind: 'number', bytes: 2, read: (view, at) => view.getUint16(at, true) }],
  ['<i2', { kind: 'number', bytes: 2, read: (view, at) => view.getInt16(at, true) }],
  ['<u4', { kind: 'number', bytes: 4, read: (view, at) => view.getUint32(at, true) }],
  ['<i4', { kind: 'number', bytes: 4, read: (view, at) => view.getInt32(at, true) }],
  ['<u8', { kind: 'number', bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)) }],
  ['<i8', { kind: 'number', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) }],
  ['<f4', { kind: 'number', bytes: 4, read: (view, at) => view.getFloat32(at, true) }],
  ['<f8', { kind: 'number', bytes: 8, read: (view, at) => view.getFloat64(at, true) }],
]);

/** @returns null for a type that is not read here: objects, dates, complex numbers, bytes in another order */
export function npyElement(description: string): NpyElement | null {
  const characters = /^<U(\d{1,4})$/.exec(description)?.[1];
  if (characters === undefined) return NUMBERS.get(description) ?? null;
  const length = Number(characters);
  return { kind: 'text', bytes: 4 * length, read: (view, at) => textAt(view, at, length) };
}

function textAt(view: DataView, at: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) {
    const character = view.getUint32(at + 4 * i, true);
    if (character === 0) break;
    text += character <= 0x10ffff ? String.fromCodePoint(character) : '\uFFFD';
  }
  return text;
}
