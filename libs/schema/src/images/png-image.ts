import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import { greyOf, type GreyImage } from './grey-image.js';
import { checkSize, UnreadableImageError } from './unreadable-image.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const SIZE_AT = 16;
const WHITE = 255;

/**
 * The greys of a PNG file from 0 to 255, whatever its bit depth; colour as `greyOf` says. Transparency is not looked at.
 * @throws UnreadableImageError if it is no whole PNG file
 * @see W3C, Portable Network Graphics, third edition, section 11.2.1
 */
export function pngImage(bytes: Uint8Array): GreyImage {
  if (bytes.length < SIZE_AT + 8 || SIGNATURE.some((byte, at) => bytes[at] !== byte)) throw new UnreadableImageError('png');
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  checkSize(header.getUint32(SIZE_AT), header.getUint32(SIZE_AT + 4));
  try {
    const png = decode(bytes, { checkCrc: true });
    return { height: png.height, width: png.width, values: greysOf(png), inverted: false };
  } catch {
    throw new UnreadableImageError('png');
  }
}

function greysOf(png: DecodedPng): Float64Array {
  const pixels = png.height * png.width;
  if (png.palette !== undefined) return mixed(convertIndexedToRgb(png), { pixels, channels: png.palette[0].length, full: WHITE });
  const full = 2 ** png.depth - 1;
  return mixed(png.depth < 8 ? unpacked(png) : png.data, { pixels, channels: png.channels, full });
}

/** Grey, grey and alpha, colour, or colour and alpha. */
function mixed(samples: ArrayLike<number>, { pixels, channels, full }: { pixels: number; channels: number; full: number }): Float64Array {
  const colour = channels >= 3;
  return Float64Array.from({ length: pixels }, (_, pixel) => {
    const at = pixel * channels;
    const sample = colour ? greyOf(samples[at], samples[at + 1], samples[at + 2]) : samples[at];
    return (sample * WHITE) / full;
  });
}

/** Samples of less than a byte lie next to each other, the first in the highest bits; every row begins with a byte. */
function unpacked({ data, depth, height, width }: DecodedPng): Uint8Array {
  const bytesPerRow = Math.ceil((width * depth) / 8);
  return Uint8Array.from({ length: height * width }, (_, pixel) => {
    const bit = (pixel % width) * depth;
    const byte = data[Math.floor(pixel / width) * bytesPerRow + (bit >> 3)];
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}
