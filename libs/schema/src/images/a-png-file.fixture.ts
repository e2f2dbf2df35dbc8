import { crc32, deflateSync } from 'node:zlib';

/** A PNG file of rows that are packed already, with filter 0; written by the standard, without the decoder's library. */
export function aPngFile({ width, rows, depth, colour, palette }: { width: number; rows: readonly (readonly number[])[]; depth: number; colour: 0 | 2 | 3 | 4 | 6; palette?: readonly number[] }): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const data = deflateSync(Buffer.from(rows.flatMap((row) => [0, ...row])));
  const parts = [chunk('IHDR', header), ...(palette === undefined ? [] : [chunk('PLTE', Buffer.from(palette))]), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]));
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
