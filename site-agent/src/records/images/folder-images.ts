import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FindingKind, FindingList, ImageDictionary } from '@commonward/schema';
import { dicomImage, fittedImage, IMAGE_FAULTS, pngImage, UnreadableImageError, type GreyImage, type ImageFault } from '@commonward/schema/images';
import type { LabelledImage } from '@commonward/synthesis/site';
import { ImageAdmission } from './image-admission.js';
import { imageFiles } from './image-files.js';

const error = (text: string): FindingKind => ({ severity: 'error', column: '', text: `${text}; the image is left out` });
const ABSENT = error('there is no such file that can be read; correct the name, or put it there');
const OUTSIDE = error('the name of a file below the folder is expected');
const OTHER_FORMAT = error('a file that ends in .png or .dcm is expected, or a DICOM file without an ending');
const NO_IMAGES: FindingKind = { severity: 'error', column: '', text: 'the folder holds no images' };

type Decoder = (bytes: Uint8Array) => GreyImage;
const DECODERS: ReadonlyMap<string, Decoder> = new Map([['.png', pngImage], ['.dcm', dicomImage], ['', dicomImage]]);

/**
 * The images of a folder in the dictionary's greys and size, one file in memory at a time. An image that cannot be read is left out
 * and reported with the name of its file.
 */
export function* folderImages(folder: string, dictionary: ImageDictionary, findings: FindingList): Iterable<LabelledImage> {
  const admission = new ImageAdmission(dictionary, findings);
  const faults = faultFindings();
  let files = 0;
  for (const file of imageFiles(folder, dictionary, findings)) {
    files += 1;
    const image = imageOf(folder, file.name, faults);
    if ('severity' in image) {
      findings.add(image, { line: file.place, detail: file.name });
      continue;
    }
    const label = admission.labelOf(file);
    if (label !== null) yield { pixels: fittedImage(image, dictionary), label };
  }
  if (files === 0) findings.add(NO_IMAGES, { line: 1, detail: '' });
}

function imageOf(folder: string, name: string, faults: ReadonlyMap<ImageFault, FindingKind>): GreyImage | FindingKind {
  if (name.split(/[/\\]/).includes('..')) return OUTSIDE;
  const decode = DECODERS.get(extname(name).toLowerCase());
  if (decode === undefined) return OTHER_FORMAT;
  const bytes = contentOf(join(folder, name));
  if (bytes === null) return ABSENT;
  try {
    return decode(bytes);
  } catch (error) {
    const kind = error instanceof UnreadableImageError ? faults.get(error.fault) : undefined;
    if (kind === undefined) throw error;
    return kind;
  }
}

/** A file that is gone counts as an image that cannot be read: a round does not end on it. */
function contentOf(path: string): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return null;
  }
}

const faultFindings = (): ReadonlyMap<ImageFault, FindingKind> =>
  new Map((Object.keys(IMAGE_FAULTS) as ImageFault[]).map((fault) => [fault, error(IMAGE_FAULTS[fault])]));
