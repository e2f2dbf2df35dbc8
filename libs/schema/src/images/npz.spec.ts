import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { bytesInMemory, npzFile, npzNumbers, npzTexts } from './index.js';

/** A .npy file by NumPy's format. */
function npy(descr: string, shape: string, data: Uint8Array, { fortran = 'False', version = 1 } = {}): Uint8Array {
  const head = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }\n`;
  const length = version === 1 ? [head.length & 255, head.length >> 8] : [head.length & 255, head.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...Buffer.from('NUMPY'), version, 0, ...length, ...Buffer.from(head), ...data]);
}

const npz = (arrays: Record<string, Uint8Array>, level: 0 | 6 = 6) => bytesInMemory(zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])), { level }));
const rows = (source: ReturnType<typeof npz>, name: string) => Array.from(npzNumbers(source, name).rows, (row) => [...row]);
const texts = (source: ReturnType<typeof npz>, name: string) => [...npzTexts(source, name).texts];

describe('an array of a .npz file', () => {
  it.each([0, 6] as const)('is read along its first dimension, stored or deflated (level %i)', (level) => {
    const source = npz({ x: npy('|u1', '2, 1, 3', Uint8Array.of(1, 2, 3, 4, 5, 255)), other: npy('|u1', '1,', Uint8Array.of(9)) }, level);
    expect(npzNumbers(source, 'x').shape).toEqual([2, 1, 3]);
    expect(rows(source, 'x')).toEqual([[1, 2, 3], [4, 5, 255]]);
  });

  it('of any size of number is read, and of texts', () => {
    const bytes = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const source = npz({
      short: npy('<u2', '2,', bytes(Uint16Array.of(65535, 2))),
      long: npy('<i8', '2, 1', bytes(BigInt64Array.of(-1n, 7n))),
      real: npy('<f4', '1, 2', bytes(Float32Array.of(0.5, -2)), { version: 2 }),
      name: npy('<U3', '2,', bytes(Uint32Array.of(...[..."ill"].map((c) => c.charCodeAt(0)), 0xe9, 0, 0))),
    });
    expect([rows(source, 'short'), rows(source, 'real')]).toEqual([[[65535], [2]], [[0.5, -2]]]);
    expect([texts(source, 'long'), texts(source, 'name')]).toEqual([['-1', '7'], ['ill', 'é']]);
  });

  it('is read in pieces, of which no row knows', () => {
    const values = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251);
    const source = npz({ x: npy('|u1', '1000, 300', values) }, 0);
    let longest = 0;
    const watched = { size: source.size, bytes: (start: number, length: number) => { longest = Math.max(longest, length); return source.bytes(start, length); } };
    expect(Array.from(npzNumbers(watched, 'x').rows, (row) => [...row]).flat()).toEqual([...values]);
    expect(longest).toBeLessThanOrEqual(2 ** 16 + 22);
  });

  it('is what was written', () => {
    const source = bytesInMemory(npzFile({ images: { shape: [2, 2], values: Uint8Array.of(1, 2, 3, 4) }, labels: { shape: [2], values: Uint8Array.of(0, 1) } }));
    expect([rows(source, 'images'), texts(source, 'labels')]).toEqual([[[1, 2], [3, 4]], ['0', '1']]);
  });
});

describe('a .npz file that cannot be read', () => {
  const good = npz({ x: npy('|u1', '1000, 30', Uint8Array.from({ length: 30_000 }, (_, i) => ((i * i * 7919) >>> 7) & 255)) });
  const all = good.bytes(0, good.size);
  it.each([
    ['is a text', Buffer.from('id,label\n1,2\n')],
    ['is empty', new Uint8Array()],
    ['was cut', all.slice(0, 2000)],
    ['has other bytes in its middle', all.map((byte, at) => (at > 3000 && at < 3010 ? byte ^ 0x55 : byte))],
    ['lost its beginning', all.slice(500)],
  ])('because it %s is told so', (_, bytes) => {
    expect(() => rows(bytesInMemory(bytes), 'x')).toThrow('this is not a whole .npz file; write it again with numpy.savez_compressed');
  });

  it('because a byte of what is stored unpacked has changed is told so at its end', () => {
    const stored = npz({ x: npy('|u1', '3,', Uint8Array.of(101, 102, 103)) }, 0);
    const bytes = stored.bytes(0, stored.size);
    const changed = bytes.map((byte, at) => (bytes[at - 1] === 101 && byte === 102 && bytes[at + 1] === 103 ? 7 : byte));
    expect(changed).not.toEqual(bytes);
    expect(() => rows(bytesInMemory(changed), 'x')).toThrow('this is not a whole .npz file');
  });

  it.each([
    ['lacks the array', 'y', npy('|u1', '1,', Uint8Array.of(1)), 'it holds no array "y"; it has x'],
    ['holds objects', 'x', npy('|O', '1,', Uint8Array.of(1)), 'array "x" must hold numbers or texts'],
    ['is in Fortran order', 'x', npy('|u1', '1, 1', Uint8Array.of(1), { fortran: 'True' }), 'array "x" must hold numbers or texts, in C order'],
    ['holds texts', 'x', npy('<U1', '1,', new Uint8Array(4)), 'array "x" holds texts, and numbers are expected'],
    ['is shorter than it says', 'x', npy('|u1', '2,', Uint8Array.of(1)), 'this is not a whole .npz file'],
  ])('because it %s is told so', (_, name, array, sentence) => {
    expect(() => rows(npz({ x: array }), name)).toThrow(sentence);
  });
});
