import { categoryOf, repeats, type Report } from '../column-normal-form.js';
import { DictionaryError } from '../dictionary-error.js';
import { isFileName } from '../file-name.js';
import { strictProblems } from '../strict-problems.js';
import { imageDictionaryShape, type ImageDictionaryShape } from './image-dictionary-shape.js';
import type { ImageDictionary } from './image-dictionary.js';

const BYTE = { black: 0, white: 255 };

/**
 * Reads the dictionary of labelled images from its JSON and fills in its defaults: version "1", title = name, no patients told
 * apart, not public, no public cohort sizes, and greys from 0 to 255.
 * @throws DictionaryError naming file and field, and what is expected; all problems are listed
 */
export function imageDictionary(json: unknown, file: string): ImageDictionary {
  const shape = imageDictionaryShape.safeParse(json);
  if (!shape.success) throw new DictionaryError(strictProblems(shape.error, file));
  const problems: string[] = [];
  const dictionary = normalForm(shape.data);
  check(dictionary, (problem) => problems.push(`${file}: ${problem}.`));
  if (problems.length > 0) throw new DictionaryError(problems);
  return dictionary;
}

function normalForm(shape: ImageDictionaryShape): ImageDictionary {
  return {
    name: shape.name,
    version: String(shape.version ?? '1'),
    kind: shape.kind,
    title: shape.title ?? shape.name,
    unit: shape.unit,
    patientId: shape.patientId ?? null,
    imagesPerPatient: shape.imagesPerPatient ?? null,
    publicCohortSize: shape.publicCohortSize ?? {},
    public: shape.public ?? false,
    image: shape.image,
    grey: shape.grey ?? BYTE,
    classes: shape.classes.map(categoryOf),
    labels: shape.labels,
  };
}

function check({ unit, patientId, imagesPerPatient, grey, classes, labels }: ImageDictionary, report: Report): void {
  const codes = classes.map(({ code }) => code);
  if (grey.black >= grey.white) report('field "grey.black" must be below "grey.white"');
  if (codes.some((code) => code === '')) report('field "classes" must hold no empty code');
  if (repeats(codes)) report('field "classes" names a code twice: "1" and "1.0" are the same code');
  if (labels.from === 'folders' && !codes.every(isFileName)) report('field "classes" must hold codes that can be names of folders, for "labels" says so');
  if ((patientId === null) !== (imagesPerPatient === null)) report('fields "patientId" and "imagesPerPatient" must be given together: without patients no number of images can be held');
  if (unit === 'patient' && patientId === null) report('field "patientId" must say what tells patients apart, for "unit" is "patient"');
  if (labels.from === 'folders' && patientId !== null) report('field "patientId" must be null, for folders of classes do not tell patients apart: use a table of labels');
}
