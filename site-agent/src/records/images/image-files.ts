import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { csvRows, type FindingList, type ImageDictionary, type LabelSource } from '@commonward/schema';
import { fileProblem, OperatorError } from '../../operator-error.js';
import { filePieces } from '../file-pieces.js';
import type { ImageNote } from './image-admission.js';

/** A file with one image, and what is written beside it. */
export interface ImageFile extends ImageNote {
  /** Below the folder of the source. */
  readonly name: string;
}

/**
 * The image files of a folder, in the order of the classes and of their names, or of the table of labels.
 * @throws OperatorError if the folder or the table cannot be read; TableFileError if the table's header does not fit
 */
export function imageFiles(folder: string, dictionary: ImageDictionary, findings: FindingList): Iterable<ImageFile> {
  const { labels } = dictionary;
  switch (labels.from) {
    case 'folders':
      return filesOfClasses(folder, dictionary);
    case 'table':
      return filesOfTable(folder, { labels, patientId: dictionary.patientId, findings });
    case 'arrays':
      throw new OperatorError(`${folder}: a file that ends in .npz is expected, for "labels" of the dictionary names arrays.`);
    default:
      return labels satisfies never;
  }
}

function* filesOfClasses(folder: string, { classes }: ImageDictionary): Iterable<ImageFile> {
  const folders = new Set(names(folder));
  const known = classes.filter(({ code }) => folders.has(code));
  if (known.length === 0) throw new OperatorError(`${folder}: there is no folder that bears the code of a class (${classes.map(({ code }) => code).join(', ')}); put the images of each class into one.`);
  let place = 0;
  for (const { code } of known) {
    for (const name of names(join(folder, code))) {
      place += 1;
      yield { name: join(code, name), label: code, patient: '', place };
    }
  }
}

interface LabelTable {
  readonly labels: LabelSource & { readonly from: 'table' };
  readonly patientId: string | null;
  readonly findings: FindingList;
}

function* filesOfTable(folder: string, { labels, patientId, findings }: LabelTable): Iterable<ImageFile> {
  const path = join(folder, labels.file);
  const wanted = { columns: [{ name: labels.image }, { name: labels.label }], patientId };
  let place = 0;
  for (const { cells, header } of csvRows(filePieces(path), { wanted, findings, file: path })) {
    place += 1;
    const [image, label] = header.positions;
    yield { name: cells[image].trim(), label: cells[label], patient: header.patientId === null ? '' : cells[header.patientId], place };
  }
}

/** Hidden files are not the hospital's: file systems put them there. */
function names(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    throw fileProblem('read', folder, error);
  }
}
