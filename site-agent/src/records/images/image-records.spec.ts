import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FindingList, parseAnyDictionary, type ImageDictionary } from '@commonward/schema';
import { npzFile } from '@commonward/schema/images';
import { encode } from 'fast-png';
import { OperatorError } from '../../operator-error.js';
import { folderImages } from './folder-images.js';
import { imageRecords } from './image-records.js';
import { npzImages } from './npz-images.js';

const base = { name: 'chest', kind: 'image', unit: 'image', image: { height: 1, width: 2 }, classes: ['normal', 'ill'], labels: { from: 'folders' } };
const table = { labels: { from: 'table', file: 'labels.csv', image: 'file', label: 'class' } };
const arrays = { classes: ['0', '1'], labels: { from: 'arrays', images: 'x', labels: 'y' } };

function dictionary(changes: object = {}): ImageDictionary {
  const read = parseAnyDictionary({ text: JSON.stringify({ ...base, ...changes }), file: 'd' });
  if (read.kind !== 'image') throw new Error('another kind');
  return read;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-images-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const png = (...greys: number[]) => encode({ width: greys.length, height: 1, data: Uint8Array.from(greys), channels: 1, depth: 8 });
const images = (changes: object = {}, source = folder) => {
  const findings = new FindingList('xrays', 'image');
  const read = (source.endsWith('.npz') ? npzImages : folderImages)(source, dictionary(changes), findings);
  return { images: Array.from(read, ({ pixels, label }) => [label, ...Array.from(pixels)]), messages: findings.toArray().map(({ message }) => message) };
};

describe('a folder for each class', () => {
  it('holds the images of the class, in the order of their names, brought to one size', () => {
    write('ill/b.png', png(9, 9));
    write('ill/a.PNG', png(0, 10, 20, 30));
    write('normal/x.png', png(1, 2));
    write('normal/.hidden', 'x');
    write('elsewhere/y.png', png(1, 2));
    expect(images()).toEqual({ images: [[0, 1, 2], [1, 5, 25], [1, 9, 9]], messages: [] });
  });

  it('may hold files that are no images, which are left out and named', () => {
    write('ill/a.png', png(9, 9).slice(0, 30));
    write('ill/b.png', 'Canary');
    write('ill/c.jpg', 'Canary');
    write('ill/d.dcm', 'Canary');
    write('ill/e.png', png(3, 4));
    expect(images()).toEqual({
      images: [[1, 3, 4]],
      messages: [
        `xrays, images 1 (${join('ill', 'a.png')}), 2 (${join('ill', 'b.png')}): this is not a whole PNG file; write it again; the image is left out.`,
        `xrays, image 3 (${join('ill', 'c.jpg')}): a file that ends in .png or .dcm is expected, or a DICOM file without an ending; the image is left out.`,
        `xrays, image 4 (${join('ill', 'd.dcm')}): this is not a whole DICOM file; write it again; the image is left out.`,
      ],
    });
  });

  it('is asked for if there is none', () => {
    expect(() => images()).toThrow(new OperatorError(`${folder}: there is no folder that bears the code of a class (normal, ill); put the images of each class into one.`));
  });
});

describe('a table of labels', () => {
  it('names the file and the class of every image', () => {
    write('one/a.png', png(1, 2));
    write('b.png', png(3, 4));
    write('labels.csv', 'class,file,name\nill,one/a.png,Canary\nnormal,b.png,Canary\nwell,b.png,Canary\nill,gone.png,x\nill,../b.png,x\n');
    expect(images(table)).toEqual({
      images: [[1, 1, 2], [0, 3, 4]],
      messages: [
        'xrays, image 3, column "class": one of the codes normal, ill is expected; correct the cell; the record is left out.',
        'xrays, image 4 (gone.png): there is no such file that can be read; correct the name, or put it there; the image is left out.',
        'xrays, image 5 (../b.png): the name of a file below the folder is expected; the image is left out.',
      ],
    });
  });

  it('bounds the images of each patient, of which the first count', () => {
    ['a', 'b', 'c', 'd'].forEach((name, at) => write(`${name}.png`, png(at, at)));
    write('labels.csv', 'file,class,pid\na.png,ill,7\nb.png,ill,8\nc.png,ill,7\nd.png,ill,\n');
    expect(images({ ...table, patientId: 'pid', imagesPerPatient: 1 })).toEqual({
      images: [[1, 0, 0], [1, 1, 1]],
      messages: [
        'xrays, image 3, column "pid": of a patient the first 1 images count, and the patient has more; the image is left out.',
        'xrays, image 4, column "pid": a value that identifies the patient is expected; fill it in; the image is left out.',
      ],
    });
    expect(images({ ...table, patientId: 'pid', imagesPerPatient: 2 }).images).toEqual([[1, 0, 0], [1, 1, 1], [1, 2, 2]]);
  });

  it('without a column is refused by its name', () => {
    write('labels.csv', 'file,label\n');
    expect(() => imageRecords(folder, dictionary(table)).check()).toThrow(`${join(folder, 'labels.csv')}, line 1: the header lacks the column class; add or rename them, it should hold file, class.`);
  });
});

describe('a .npz file', () => {
  const file = () => join(folder, 'xrays.npz');
  it('holds images and their classes, and the greys of colours', () => {
    write('xrays.npz', npzFile({ x: { shape: [2, 1, 2], values: Uint8Array.of(1, 2, 3, 4) }, y: { shape: [2, 1], values: Uint8Array.of(1, 0) } }));
    expect(images(arrays, file())).toEqual({ images: [[1, 1, 2], [0, 3, 4]], messages: [] });
    write('xrays.npz', npzFile({ x: { shape: [1, 1, 2, 3], values: Uint8Array.of(255, 0, 0, 8, 8, 8) }, y: { shape: [1], values: Uint8Array.of(2) } }));
    expect(images(arrays, file()).messages).toEqual(['xrays, image 1, column "y": one of the codes 0, 1 is expected; correct the cell; the record is left out.']);
    write('xrays.npz', npzFile({ x: { shape: [1, 1, 2, 3], values: Uint8Array.of(255, 0, 0, 8, 8, 8) }, y: { shape: [1], values: Uint8Array.of(0) } }));
    expect(images(arrays, file()).images).toEqual([[0, 76, 8]]);
  });

  it.each([
    ['no file', null, /^Cannot read .*xrays\.npz: there is no such file/],
    ['a text', 'x', /xrays\.npz: this is not a whole \.npz file; write it again with numpy\.savez_compressed\.$/],
    ['flat images', npzFile({ x: { shape: [2, 2], values: Uint8Array.of(1, 2, 3, 4) }, y: { shape: [2], values: Uint8Array.of(1, 0) } }), /array "x" must have the shape \[images, height, width\]/],
    ['too few labels', npzFile({ x: { shape: [2, 1, 1], values: Uint8Array.of(1, 2) }, y: { shape: [1], values: Uint8Array.of(1) } }), /array "y" must be as long as the images\.$/],
  ])('with %s in its place is told in one sentence', (_, content, sentence) => {
    if (content !== null) write('xrays.npz', content);
    expect(() => imageRecords(file(), dictionary(arrays)).check()).toThrow(OperatorError);
    expect(() => imageRecords(file(), dictionary(arrays)).check()).toThrow(sentence);
  });

  it('is counted for its holder', () => {
    write('xrays.npz', npzFile({ x: { shape: [2, 1, 2], values: Uint8Array.of(1, 2, 3, 4) }, y: { shape: [2], values: Uint8Array.of(1, 0) } }));
    expect(imageRecords(file(), dictionary(arrays)).check()).toEqual({ records: 2, findings: [] });
  });
});
