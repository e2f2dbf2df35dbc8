import { z } from 'zod';

/** The most cells a column may have: a cell index fits in a byte. */
export const MAX_CELLS = 255;
/** The most columns a dictionary may have. */
export const MAX_COLUMNS = 512;

/** Every message completes the sentence: field "x" ... */
export const text = (message: string) => z.string({ error: message }).trim().min(1, { error: message });
export const optionalText = (message: string) => z.string({ error: message }).nullish();
export const number = (message: string) => z.number({ error: message });
export const flag = z.boolean({ error: 'must be true or false' }).nullish();
export const wholeNumber = ({ from, to, message }: { from: number; to: number; message: string }) =>
  z.int({ error: message }).min(from, { error: message }).max(to, { error: message });
/** A file holds one record a line, so no name or code can hold a line break. */
const oneLine = (value: string) => !/[\r\n]/.test(value);
const scalar = z.union([z.string().refine(oneLine), z.number()]);

const missing = z.union([z.null(), scalar, z.array(scalar)], {
  error: 'must give the codes of a missing value, e.g. ["", "?"], or null if the column is never missing',
});
const binsMessage = `must be a list of at least two increasing edges, or a number of bins from 1 to ${MAX_CELLS}`;
const edges = z.array(number(binsMessage), { error: binsMessage }).min(2, { error: binsMessage });
const binCount = wholeNumber({ from: 1, to: MAX_CELLS, message: binsMessage });

export const numericShape = z.object({
  type: z.literal('numeric'),
  name: text('must be the name of the column in the header of the files'),
  min: number('must be a number, the public lower bound').nullish(),
  max: number('must be a number, the public upper bound').nullish(),
  bins: z.union([binCount, edges], { error: binsMessage }).nullish(),
  edges: edges.nullish(),
  missing,
  integer: flag,
  decimals: wholeNumber({ from: 0, to: 9, message: 'must be a whole number from 0 to 9' }).nullish(),
  spikes: z.array(number('must hold numbers'), { error: 'must be a list of numbers, one for each bin from the first on' }).nullish(),
  measure: optionalText('must be a text, the unit of the values'),
  description: optionalText('must be a text'),
});

export const category = z.union([scalar, z.object({ code: scalar, label: scalar.nullish() })], {
  error: 'must be a code or an object with "code" and "label"',
});

const categoricalShape = z.object({
  type: z.literal('categorical'),
  name: text('must be the name of the column in the header of the files'),
  categories: z.array(category, { error: 'must be a list of codes' }).nullish(),
  missing,
  other: flag,
  ordinal: flag,
  description: optionalText('must be a text'),
});

export const columnShape = z.discriminatedUnion('type', [numericShape, categoricalShape], {
  error: (issue) =>
    issue.code === 'invalid_union'
      ? 'must be "numeric" or "categorical"'
      : 'must be an object with the fields name, type and missing, and min and max or categories',
});

/** @param what is counted, e.g. "patients" */
export const cohortSizes = (what: string) => {
  const size = wholeNumber({ from: 1, to: Number.MAX_SAFE_INTEGER, message: `must be the number of ${what}, a whole number from 1 on` });
  return z.record(z.string(), size, { error: `must be an object that gives each site its number of ${what}` }).nullish();
};
const texts = z.array(z.string(), { error: 'must be a list of texts' }).min(2, { error: 'must be a list of at least two texts' });

/** A data dictionary as it may be written; fields that are not named here are ignored. */
export const dictionaryShape = z.object(
  {
    name: text('must be a short text that names the data'),
    version: z.union([z.string(), z.number()], { error: 'must be a text or a number' }).nullish(),
    kind: z.literal('table', { error: 'must be "table", the one kind of data that a study of tables learns from' }),
    title: optionalText('must be a text'),
    unit: z.literal('patient', { error: 'must be "patient": the privacy guarantee is stated for one patient' }),
    patientId: optionalText('must be the name of a column of the files, or null'),
    maxRecordsPerPatient: z.literal(1, { error: 'must be 1: give each patient one record' }).nullish(),
    publicCohortSize: cohortSizes('patients'),
    public: flag,
    target: text('must be the name of the column that studies predict'),
    columns: z.array(columnShape, { error: 'must be the list of columns' }).max(MAX_COLUMNS, {
      error: `must hold at most ${MAX_COLUMNS} columns: leave out the columns that the study does not need`,
    }),
    rules: z
      .array(z.object({ columns: texts, values: texts }), { error: 'must be a list of {"columns": [a, b, ...], "values": [x, y, ...]}' })
      .nullish(),
  },
  { error: 'must be a JSON object with the fields name, kind, unit, target and columns' },
);

export type DictionaryShape = z.infer<typeof dictionaryShape>;
export type ColumnShape = z.infer<typeof columnShape>;
export type NumericShape = z.infer<typeof numericShape>;
export type CategoricalShape = z.infer<typeof categoricalShape>;
