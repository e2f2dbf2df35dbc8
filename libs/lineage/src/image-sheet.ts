import type { ImageDictionary } from '@commonward/schema';
import type { SyntheticImages } from '@commonward/synthesis/coordinator';

const [ACROSS, WIDE] = [8, 112];

/** Greys of a sheet to look at. */
export interface Sheet {
  readonly height: number;
  readonly width: number;
  /** [height, width] from 0 to 255 */
  readonly values: Uint8Array;
}

/** The first images of each class in rows of eight, class by class, each enlarged by a whole number to about 112 pixels. */
export function imageSheet({ pixels, labels }: SyntheticImages, { image, classes }: ImageDictionary, perClass: number): Sheet {
  const zoom = Math.max(1, Math.floor(WIDE / image.width));
  const rows = classes.flatMap((_, k) => inRows(Array.from(labels.keys()).filter((at) => labels[at] === k).slice(0, perClass)));
  const [height, width] = [rows.length * image.height * zoom, ACROSS * image.width * zoom];
  const values = Uint8Array.from({ length: height * width }, (_, at) => {
    const [y, x] = [Math.floor(at / width / zoom), Math.floor((at % width) / zoom)];
    const place = rows[Math.floor(y / image.height)][Math.floor(x / image.width)];
    return place === undefined ? 0 : pixels[(place * image.height + (y % image.height)) * image.width + (x % image.width)];
  });
  return { height, width, values };
}

const inRows = (places: readonly number[]): (readonly (number | undefined)[])[] => Array.from({ length: Math.ceil(places.length / ACROSS) }, (_, row) => places.slice(row * ACROSS, (row + 1) * ACROSS));
