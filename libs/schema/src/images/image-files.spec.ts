import { describe, expect, it } from '@jest/globals';
import { aDicomFile, type DicomFile } from './a-dicom-file.fixture.js';
import { aPngFile } from './a-png-file.fixture.js';
import { dicomImage } from './dicom-image.js';
import { pngImage } from './png-image.js';
import { IMAGE_FAULTS } from './unreadable-image.js';

const values = ({ values: read }: { values: ArrayLike<number> }) => Array.from(read);

describe('a PNG file', () => {
  it('of any bit depth has greys from 0 to 255', () => {
    expect(values(pngImage(aPngFile({ width: 3, rows: [[0b10100000], [0b01000000]], depth: 1, colour: 0 })))).toEqual([255, 0, 255, 0, 255, 0]);
    expect(values(pngImage(aPngFile({ width: 3, rows: [[0x0f, 0x50]], depth: 4, colour: 0 })))).toEqual([0, 255, 85]);
    expect(values(pngImage(aPngFile({ width: 2, rows: [[7, 255]], depth: 8, colour: 0 })))).toEqual([7, 255]);
    expect(values(pngImage(aPngFile({ width: 2, rows: [[0x01, 0x01, 0xff, 0xff]], depth: 16, colour: 0 })))).toEqual([1, 255]);
  });

  it('of colours is grey by one rule, and its transparency is not looked at', () => {
    const [red, grey] = [[255, 0, 0], [9, 9, 9]];
    const expected = [255 * 0.299, 9];
    const is = (file: Uint8Array) => values(pngImage(file)).forEach((value, at) => expect(value).toBeCloseTo(expected[at], 12));
    is(aPngFile({ width: 2, rows: [[...red, ...grey]], depth: 8, colour: 2 }));
    is(aPngFile({ width: 2, rows: [[...red, 0, ...grey, 128]], depth: 8, colour: 6 }));
    is(aPngFile({ width: 2, rows: [[0, 1]], depth: 8, colour: 3, palette: [...red, ...grey] }));
    is(aPngFile({ width: 2, rows: [[0b10000000]], depth: 1, colour: 3, palette: [...grey, ...red] }));
    expect(values(pngImage(aPngFile({ width: 2, rows: [[77, 0, 9, 255]], depth: 8, colour: 4 })))).toEqual([77, 9]);
  });

  it.each([
    ['no PNG', (): Uint8Array => new Uint8Array(100)],
    ['half of one', () => aPngFile({ width: 2, rows: [[1, 2]], depth: 8, colour: 0 }).slice(0, 50)],
    ['a changed byte', () => aPngFile({ width: 2, rows: [[1, 2]], depth: 8, colour: 0 }).map((byte, at) => (at === 45 ? byte ^ 1 : byte))],
    ['fewer rows than it says', () => { const file = Buffer.from(aPngFile({ width: 2, rows: [[1, 2]], depth: 8, colour: 0 })); return file.subarray(0, 20); }],
  ])('with %s in its place is unreadable', (_, file) => {
    expect(() => pngImage(file())).toThrow(IMAGE_FAULTS.png);
  });

  it('that claims to be enormous is not made room for', () => {
    expect(() => pngImage(aPngFile({ width: 2 ** 20, rows: Array.from({ length: 65 }, () => []), depth: 8, colour: 0 }))).toThrow(IMAGE_FAULTS.large);
  });
});

const dicom = (changes: Partial<DicomFile>) => dicomImage(aDicomFile({ syntax: 'explicit', height: 1, width: 3, samples: [0, 300, 4095], allocated: 16, stored: 12, ...changes }));

describe('a DICOM file', () => {
  it.each(['implicit', 'explicit', 'big-endian'] as const)('of %s transfer syntax has the values of its modality', (syntax) => {
    expect(dicom({ syntax })).toMatchObject({ height: 1, width: 3, inverted: false });
    expect(values(dicom({ syntax, slope: '2', intercept: '-1024' }))).toEqual([-1024, -424, 7166]);
    expect(values(dicom({ syntax, signed: true }))).toEqual([0, 300, -1]);
  });

  it('of bytes, and of colours by pixel or by plane, is read too', () => {
    expect(values(dicom({ allocated: 8, stored: 8, samples: [1, 2, 255] }))).toEqual([1, 2, 255]);
    const colours = { allocated: 8, stored: 8, perPixel: 3, photometric: 'RGB', width: 2 } as const;
    expect(values(dicom({ ...colours, samples: [10, 10, 10, 0, 100, 0] })).map((value) => Math.round(value * 10))).toEqual([100, 587]);
    expect(values(dicom({ ...colours, planar: true, samples: [10, 0, 10, 100, 10, 0] })).map((value) => Math.round(value * 10))).toEqual([100, 587]);
  });

  it('of MONOCHROME1 is inverted', () => {
    expect(dicom({ photometric: 'MONOCHROME1' }).inverted).toBe(true);
  });

  it.each([
    [{ syntax: 'jpeg' }, IMAGE_FAULTS.compressed],
    [{ syntax: 'deflated' }, IMAGE_FAULTS.compressed],
    [{ frames: 2 }, IMAGE_FAULTS.frames],
    [{ photometric: 'PALETTE COLOR' }, IMAGE_FAULTS.frames],
    [{ samples: [1] }, IMAGE_FAULTS.dicom],
    [{ height: 0 }, IMAGE_FAULTS.dicom],
  ] as const)('with %j is told in one sentence', (changes, sentence) => {
    expect(() => dicom(changes)).toThrow(sentence);
  });

  it('that is another file is told so', () => {
    expect(() => dicomImage(new TextEncoder().encode('name,label\nCanary,1\n'))).toThrow(IMAGE_FAULTS.dicom);
  });
});
