import { extname } from 'node:path';
import type { ImageDictionary } from '@commonward/schema';
import type { LabelledImage } from '@commonward/synthesis/site';
import { Records } from '../records.js';
import { folderImages } from './folder-images.js';
import { npzImages } from './npz-images.js';

/** The hospital's images: a folder of PNG and DICOM files, or a .npz file, described by the public dictionary. Each is read when it is asked for. */
export function imageRecords(source: string, dictionary: ImageDictionary): Records<'image', LabelledImage> {
  const images = extname(source).toLowerCase() === '.npz' ? npzImages : folderImages;
  return new Records({ kind: 'image', source, format: { place: 'image', chunks: (findings) => images(source, dictionary, findings) }, countOf: () => 1 });
}
