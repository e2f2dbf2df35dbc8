import type { ImageDictionary } from '@commonward/schema';
import { npzFile, pngFile } from '@commonward/schema/images';
import { sharesOfClasses, type SyntheticImages } from '@commonward/synthesis/coordinator';
import type { ExportDescription } from './export-description.js';
import { utf8 } from './files.js';
import { imageSheet } from './image-sheet.js';
import type { ImageSource } from './image-source.js';

/** What conditions call the class of an image. */
const CLASS = 'class';
const ON_A_SHEET = 16;

export interface ImageExport {
  readonly files: readonly (readonly [string, Uint8Array])[];
  /** Images by class. */
  readonly images: readonly number[];
}

/**
 * The images of an export, and sheets of them to look at.
 * @throws RangeError if a condition is about something other than the class, or no class is left
 */
export function imageFiles({ dictionary, seen, draw, drawSmooth }: ImageSource, { id, rows, conditions }: ExportDescription): ImageExport {
  const images = sharesOfClasses(seen, { images: rows, allowed: dictionary.classes.map(({ code }) => conditions.every((condition) => allows(condition, code))) });
  const drawn = draw(images, `export/${id}`);
  const sheets: readonly (readonly [string, Uint8Array])[] = [
    ['sheet.png', sheetOf(drawn, dictionary)],
    ...(drawSmooth === null ? [] : [['sheet-smooth.png', sheetOf(drawSmooth(images.map((count) => Math.min(count, ON_A_SHEET)), `smooth/${id}`), dictionary)] as const]),
  ];
  return { images, files: [['images.npz', npzOf(drawn, dictionary)], ['labels.csv', utf8(labelsCsv(drawn, dictionary))], ...sheets] };
}

const sheetOf = (images: SyntheticImages, dictionary: ImageDictionary): Uint8Array => pngFile(imageSheet(images, dictionary, ON_A_SHEET));

function allows(condition: ExportDescription['conditions'][number], code: string): boolean {
  if (condition.column !== CLASS || !('allowed' in condition)) throw new RangeError(`Of images only the class can be asked for, as in ${CLASS}=${code}.`);
  return condition.allowed.includes(code);
}

const npzOf = ({ pixels, labels }: SyntheticImages, { image: { height, width } }: ImageDictionary): Uint8Array =>
  npzFile({ images: { shape: [labels.length, height, width], values: pixels }, labels: { shape: [labels.length], values: labels } });

const labelsCsv = ({ labels }: SyntheticImages, { classes }: ImageDictionary): string => ['image,class', ...Array.from(labels, (label, at) => `${at},${classes[label].code}`)].join('\n').concat('\n');

/** The codebook of images.npz and labels.csv. */
export const imageSchema = ({ name, title, version, image, classes }: ImageDictionary): object => ({
  format: 'commonward/image-schema/1',
  name,
  title,
  version,
  images: { array: 'images', height: image.height, width: image.width, black: 0, white: 255 },
  labels: { array: 'labels', classes: classes.map(({ code, label }, value) => ({ value, code, label })) },
});
