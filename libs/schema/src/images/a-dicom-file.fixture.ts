export interface DicomFile {
  readonly syntax: 'implicit' | 'explicit' | 'big-endian' | 'jpeg' | 'deflated';
  readonly height: number;
  readonly width: number;
  readonly samples: readonly number[];
  readonly allocated: 8 | 16;
  readonly stored?: number;
  readonly signed?: boolean;
  readonly photometric?: string;
  readonly perPixel?: number;
  readonly planar?: boolean;
  readonly frames?: number;
  readonly slope?: string;
  readonly intercept?: string;
}

const SYNTAXES = { implicit: '1.2.840.10008.1.2', explicit: '1.2.840.10008.1.2.1', 'big-endian': '1.2.840.10008.1.2.2', jpeg: '1.2.840.10008.1.2.4.70', deflated: '1.2.840.10008.1.2.1.99' };

/** A DICOM file (PS3.10) with the elements of one image, written by the standard. */
export function aDicomFile(file: DicomFile): Uint8Array {
  const { syntax, height, width, samples, allocated, stored = allocated, signed = false, photometric = 'MONOCHROME2', perPixel = 1, planar = false, frames, slope, intercept } = file;
  const write = (tag: readonly [number, number], vr: string, value: Buffer) => element(tag, { vr, value, syntax });
  const short = (value: number) => bytesOf([value], { allocated: 16, syntax });
  const elements = [
    write([0x28, 0x02], 'US', short(perPixel)),
    write([0x28, 0x04], 'CS', text(photometric)),
    ...(perPixel > 1 ? [write([0x28, 0x06], 'US', short(planar ? 1 : 0))] : []),
    ...(frames === undefined ? [] : [write([0x28, 0x08], 'IS', text(String(frames)))]),
    write([0x28, 0x10], 'US', short(height)),
    write([0x28, 0x11], 'US', short(width)),
    write([0x28, 0x100], 'US', short(allocated)),
    write([0x28, 0x101], 'US', short(stored)),
    write([0x28, 0x103], 'US', short(signed ? 1 : 0)),
    ...(intercept === undefined ? [] : [write([0x28, 0x1052], 'DS', text(intercept))]),
    ...(slope === undefined ? [] : [write([0x28, 0x1053], 'DS', text(slope))]),
    write([0x7fe0, 0x10], 'OW', bytesOf(samples, { allocated, syntax })),
  ];
  const meta = element([0x02, 0x10], { vr: 'UI', value: text(SYNTAXES[syntax], '\0'), syntax: 'explicit' });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return new Uint8Array(Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element([0x02, 0x00], { vr: 'UL', value: length, syntax: 'explicit' }), meta, ...elements]));
}

const text = (value: string, padding = ' '): Buffer => Buffer.from(value.length % 2 === 0 ? value : value + padding, 'latin1');

function bytesOf(values: readonly number[], { allocated, syntax }: Pick<DicomFile, 'allocated' | 'syntax'>): Buffer {
  const bytes = Buffer.alloc(2 * Math.ceil((values.length * allocated) / 16));
  values.forEach((value, i) => {
    if (allocated === 8) bytes.writeUInt8(value & 0xff, i);
    else if (syntax === 'big-endian') bytes.writeUInt16BE(value & 0xffff, 2 * i);
    else bytes.writeUInt16LE(value & 0xffff, 2 * i);
  });
  return bytes;
}

function element([group, number]: readonly [number, number], { vr, value, syntax }: { vr: string; value: Buffer; syntax: DicomFile['syntax'] }): Buffer {
  const big = syntax === 'big-endian';
  const head = Buffer.alloc(syntax === 'implicit' ? 8 : vr === 'OW' ? 12 : 8);
  const short = (at: number, word: number) => (big ? head.writeUInt16BE(word, at) : head.writeUInt16LE(word, at));
  const long = (at: number, word: number) => (big ? head.writeUInt32BE(word, at) : head.writeUInt32LE(word, at));
  short(0, group);
  short(2, number);
  if (syntax === 'implicit') long(4, value.length);
  else {
    head.write(vr, 4, 'latin1');
    if (vr === 'OW') long(8, value.length);
    else short(6, value.length);
  }
  return Buffer.concat([head, value]);
}
