import type { Sensitive } from '@commonward/privacy';
import { tableLayout, type AnyDictionary, type DataDictionary, type EncodedTable, type ImageDictionary, type SeriesDays, type SeriesDictionary } from '@commonward/schema';
import { ABSENT, attributeSizes, classOfCells, gapsIn, isWithin, rowsOf, scaledGrey, scaledReading, stepsOf, type Day, type GradientsPlan } from '../plan/index.js';
import { countedUnits } from './scores/counted-units.js';
import type { LabelledImage } from './spectrum/bound-spectrum.js';

/** Records of any kind, as a site reads them. */
export type NetworkRecords =
  | { readonly kind: 'table'; readonly records: Sensitive<Iterable<EncodedTable>> }
  | { readonly kind: 'image'; readonly records: Sensitive<Iterable<LabelledImage>> }
  | { readonly kind: 'series'; readonly records: Sensitive<Iterable<SeriesDays>> };

/** What a network is shown of a record. */
export interface ShownRecord {
  readonly label: number;
  /** The part of its unit that it is: all of it, or one of as many days of a person as count. */
  readonly share: number;
  /** [rowLength(dictionary)] made when it is asked for */
  readonly row: () => Float32Array;
}

/** Null for a record that the dictionary has no place for. */
export type Shown = ShownRecord | null;

/**
 * The records of each unit of privacy, at most `recordsTogether` of them. Each is made from that record alone.
 * @throws Error if the records are not of the dictionary's kind
 */
export function shownRecords(given: NetworkRecords, { dictionary, guarantee }: Pick<GradientsPlan, 'dictionary' | 'guarantee'>): Sensitive<Iterable<readonly Shown[]>> {
  if (given.kind === 'table' && dictionary.kind === 'table') return given.records.map((chunks) => shownRows(chunks, dictionary));
  if (given.kind === 'image' && dictionary.kind === 'image') return given.records.map((images) => shownImages(images, dictionary));
  if (given.kind === 'series' && dictionary.kind === 'series') return given.records.map((chunks) => shownDays(chunks, { dictionary, guarantee }));
  throw new Error(`A plan for records of kind ${dictionary.kind} was accepted for records of kind ${given.kind}.`);
}

/** How many records of a unit are counted at most. The images of a patient are charged one by one. */
export const recordsTogether = (dictionary: AnyDictionary): number => (dictionary.kind === 'series' ? dictionary.daysPerPatient : 1);

/** One-hot in every column. */
function* shownRows(chunks: Iterable<EncodedTable>, dictionary: DataDictionary): Generator<readonly Shown[]> {
  const { sizes, offsets, cells, target } = tableLayout(dictionary);
  for (const record of rowsOf(chunks, sizes.length)) {
    const row = (): Float32Array => {
      const oneHot = new Float32Array(cells);
      record.forEach((cell, column) => (oneHot[offsets[column] + cell] = 1));
      return oneHot;
    };
    yield [isWithin(record, sizes) ? { label: record[target], share: 1, row } : null];
  }
}

/** Pixels from -1 to 1, line by line. */
function* shownImages(images: Iterable<LabelledImage>, { image: { height, width }, classes }: ImageDictionary): Generator<readonly Shown[]> {
  for (const { pixels, label } of images) {
    const fits = pixels.length === height * width && Number.isInteger(label) && label >= 0 && label < classes.length;
    yield [fits ? { label, share: 1, row: () => withClass(Array.from(pixels, scaledGrey), label, classes.length) } : null];
  }
}

/** Channels from -1 to 1, and whether those that may be missing are there, step by step. */
function* shownDays(chunks: Iterable<SeriesDays>, { dictionary, guarantee }: { readonly dictionary: SeriesDictionary } & Pick<GradientsPlan, 'guarantee'>): Generator<readonly Shown[]> {
  const sizes = attributeSizes(dictionary);
  const classes = sizes.reduce((product, size) => product * size, 1);
  for (const unit of countedUnits(chunks, { dictionary, guarantee })) {
    yield unit.map(({ day, share }) => {
      const label = classOfCells(Array.from(day.codes).slice(stepsOf(dictionary)), sizes);
      return label === null || !isReadable(day, dictionary) ? null : { label, share, row: () => withClass(measuredIn(day, dictionary), label, classes) };
    });
  }
}

/** Whether there is a reading wherever none may be missing. */
function isReadable({ values }: Day, dictionary: SeriesDictionary): boolean {
  const { grid: { count } } = dictionary;
  const gaps = new Set(gapsIn(dictionary));
  return values.length === stepsOf(dictionary) && Array.from(values).every((value, at) => !Number.isNaN(value) || gaps.has(Math.floor(at / count)));
}

/** [steps, channels] */
export function measuredIn({ values }: Day, dictionary: SeriesDictionary): number[] {
  const { channels, grid: { count } } = dictionary;
  const gaps = gapsIn(dictionary);
  return Array.from({ length: count }, (_, step) => {
    const readings = channels.map((channel, c) => (Number.isNaN(values[c * count + step]) ? ABSENT.value : scaledReading(channel, values[c * count + step])));
    return [...readings, ...gaps.map((c) => (Number.isNaN(values[c * count + step]) ? ABSENT.present : 1))];
  }).flat();
}

/** The class, one-hot, behind what was measured. */
function withClass(measured: readonly number[], label: number, classes: number): Float32Array {
  const row = new Float32Array(measured.length + classes);
  row.set(measured);
  row[measured.length + label] = 1;
  return row;
}
