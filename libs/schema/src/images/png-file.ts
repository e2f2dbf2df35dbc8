import { encode } from 'fast-png';

/** Writes greys as a PNG file: the same bytes for the same greys. @param values [height, width] from 0, black, to 255, white */
export const pngFile = ({ height, width, values }: { readonly height: number; readonly width: number; readonly values: Uint8Array }): Uint8Array => new Uint8Array(encode({ height, width, data: values, channels: 1, depth: 8 }));
