import type { FindingList, ImageDictionary } from '@commonward/schema';
import { fittedImage, greyOf, npzNumbers, NpzError, npzTexts, type ByteSource } from '@commonward/schema/images';
import type { LabelledImage } from '@commonward/synthesis/site';
import { OperatorError } from '../../operator-error.js';
import { withFileBytes } from './file-bytes.js';
import { ImageAdmission } from './image-admission.js';

/**
 * The images of a .npz file in the dictionary's greys and size, one image and one piece of the file in memory at a time.
 * @throws OperatorError, when an image is asked for, if the file cannot be read or lacks an array
 */
export function* npzImages(path: string, dictionary: ImageDictionary, findings: FindingList): Iterable<LabelledImage> {
  try {
    yield* withFileBytes(path, (source) => imagesOf(source, dictionary, findings));
  } catch (error) {
    if (error instanceof NpzError) throw new OperatorError(`${path}: ${error.message}.`);
    throw error;
  }
}

function* imagesOf(source: ByteSource, dictionary: ImageDictionary, findings: FindingList): Iterable<LabelledImage> {
  const { labels, patientId } = dictionary;
  if (labels.from !== 'arrays') throw new NpzError({ text: 'a folder is expected, for "labels" of the dictionary names no arrays' });
  const { shape, rows } = npzNumbers(source, labels.images);
  const [count, height, width, channels] = [...shape, 1];
  if (shape.length < 3 || shape.length > 4 || ![1, 3, 4].includes(channels)) throw new NpzError({ text: `array "${labels.images}" must have the shape [images, height, width], or a last dimension of 1, 3 or 4 channels` });
  const classes = textsOf(source, labels.labels, count);
  const patients = patientId === null ? null : textsOf(source, patientId, count);
  const admission = new ImageAdmission(dictionary, findings);
  let place = 0;
  for (const row of rows) {
    place += 1;
    const label = admission.labelOf({ place, label: next(classes), patient: patients === null ? '' : next(patients) });
    if (label !== null) yield { pixels: fittedImage({ height, width, values: greysOf(row, channels), inverted: false }, dictionary), label };
  }
}

function textsOf(source: ByteSource, name: string, count: number): Iterator<string> {
  const { length, texts } = npzTexts(source, name);
  if (length !== count) throw new NpzError({ text: `array "${name}" must be as long as the images` });
  return texts[Symbol.iterator]();
}

function next(texts: Iterator<string>): string {
  const text = texts.next();
  if (text.done === true) throw new NpzError('archive');
  return text.value;
}

function greysOf(row: Float64Array, channels: number): Float64Array {
  if (channels === 1) return row;
  return Float64Array.from({ length: row.length / channels }, (_, pixel) => greyOf(row[pixel * channels], row[pixel * channels + 1], row[pixel * channels + 2]));
}
