import { z } from 'zod';
import { category, cohortSizes, flag, number, optionalText, text, wholeNumber } from '../dictionary-shape.js';
import { fileName } from '../file-name.js';

const MAX_SIDE = 1024;
const side = (what: string) => wholeNumber({ from: 1, to: MAX_SIDE, message: `must be the ${what} in pixels, a whole number from 1 to ${MAX_SIDE}` });
const labelsMessage = 'must be {"from": "folders"}, {"from": "table", "file", "image", "label"} or {"from": "arrays", "images", "labels"}';
const arrayName = (of: string) => text(`must be the name of the array that holds the ${of}`);

const labels = z.discriminatedUnion(
  'from',
  [
    z.strictObject({ from: z.literal('folders') }),
    z.strictObject({
      from: z.literal('table'),
      file: fileName('must be the name of the CSV file with the labels, without a folder'),
      image: text('must be the column that names the file of the image'),
      label: text('must be the column that holds the class'),
    }),
    z.strictObject({ from: z.literal('arrays'), images: arrayName('images'), labels: arrayName('classes') }),
  ],
  { error: labelsMessage },
);

/** An image dictionary as it may be written. */
export const imageDictionaryShape = z.strictObject(
  {
    name: text('must be a short text that names the data'),
    version: z.union([z.string(), z.number()], { error: 'must be a text or a number' }).nullish(),
    kind: z.literal('image'),
    title: optionalText('must be a text'),
    unit: z.enum(['image', 'patient'], { error: 'must be "image" or "patient", what the privacy guarantee protects one of' }),
    patientId: optionalText('must be the column or the array that tells patients apart, or null'),
    imagesPerPatient: wholeNumber({ from: 1, to: 1000, message: 'must be how many images of a patient are used, a whole number from 1 to 1000, or null' }).nullish(),
    publicCohortSize: cohortSizes('images'),
    public: flag,
    image: z.strictObject({ height: side('height'), width: side('width') }, { error: 'must be {"height", "width"}, the size that images are brought to' }),
    grey: z
      .strictObject({ black: number('must be the value of black'), white: number('must be the value of white') }, { error: 'must be {"black", "white"}, the values of the files that are black and white' })
      .nullish(),
    classes: z.array(category, { error: 'must be the list of what an image can show, codes or objects with "code" and "label"' }).min(1, { error: 'must name at least one class' }).max(255, { error: 'must name at most 255 classes' }),
    labels,
  },
  { error: 'must be a JSON object with the fields name, kind, unit, image, classes and labels' },
);

export type ImageDictionaryShape = z.infer<typeof imageDictionaryShape>;
