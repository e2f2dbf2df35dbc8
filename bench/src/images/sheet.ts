import type { ImageSet } from '@commonward/evaluation';

const [COLUMNS, ROWS_PER_CLASS, ZOOM] = [8, 2, 4];

/** A sheet to look at, as a portable grey map: two rows of eight images for each of two classes, each pixel four wide. */
export function sheetOf({ height, width, pixels, labels }: ImageSet): Uint8Array {
  const places = [0, 1].flatMap((label) => Array.from(labels.keys()).filter((at) => labels[at] === label).slice(0, COLUMNS * ROWS_PER_CLASS));
  const [across, down] = [COLUMNS * width * ZOOM, 2 * ROWS_PER_CLASS * height * ZOOM];
  const grey = Uint8Array.from({ length: across * down }, (_, at) => {
    const [x, y] = [Math.floor((at % across) / ZOOM), Math.floor(at / across / ZOOM)];
    const image = places[Math.floor(y / height) * COLUMNS + Math.floor(x / width)];
    return pixels[(image * height + (y % height)) * width + (x % width)];
  });
  return Buffer.concat([Buffer.from(`P5\n${across} ${down}\n255\n`), grey]);
}
