import { imageDiscriminator, parameterShapes, recordDiscriminator, seriesDiscriminator, type Network } from '@commonward/networks/architectures';
import { tableLayout, type AnyDictionary } from '@commonward/schema';
import { imagesPerUnit } from '../spectrum/spectrum-plan.js';
import { dayShape } from './day-rows.js';
import type { GradientsTerms } from './gradients-plan.js';

/** What decides about a discriminator. */
export type Discriminated = Pick<GradientsTerms, 'dictionary' | 'units'>;

/** How often an image is halved. */
export const HALVINGS = 2;
/** More would leave too few records in each. */
export const MOST_CLASSES = 64;

/** The discriminator as layers: what sites and coordinator both compute. */
export function discriminatorOf({ dictionary, units }: Discriminated): Network {
  switch (dictionary.kind) {
    case 'table':
      return recordDiscriminator({ cells: tableLayout(dictionary).cells, units });
    case 'image':
      return imageDiscriminator({ shape: { ...dictionary.image, classes: dictionary.classes.length }, levels: HALVINGS, filters: units });
    case 'series':
      return seriesDiscriminator({ shape: dayShape(dictionary), filters: units });
    default:
      return dictionary satisfies never;
  }
}

/** Numbers that the discriminator reads of a record: of a table's its cells, one-hot; of others what was measured, and then the class, one-hot. */
export function rowLength(dictionary: AnyDictionary): number {
  switch (dictionary.kind) {
    case 'table':
      return tableLayout(dictionary).cells;
    case 'image':
      return dictionary.image.height * dictionary.image.width + dictionary.classes.length;
    case 'series': {
      const { steps, channels, classes } = dayShape(dictionary);
      return steps * channels + classes;
    }
    default:
      return dictionary satisfies never;
  }
}

/** How many classes the generator is told one of: cells of the target, what an image can show, or what is known of a day. */
export function classCount(dictionary: AnyDictionary): number {
  switch (dictionary.kind) {
    case 'table': {
      const { sizes, target } = tableLayout(dictionary);
      return sizes[target];
    }
    case 'image':
      return dictionary.classes.length;
    case 'series':
      return dayShape(dictionary).classes;
    default:
      return dictionary satisfies never;
  }
}

/** How many clipped gradients one unit of privacy adds to a step: the days of a person are brought together, their images are not. */
export const gradientsPerUnit = (dictionary: AnyDictionary): number => (dictionary.kind === 'image' ? imagesPerUnit(dictionary) : 1);

/** Numbers of each layer that learns, in the order of a gradient: its weights, then its bias. */
export const layerLengths = (plan: Discriminated): readonly number[] =>
  discriminatorOf(plan)
    .map((layer) => parameterShapes(layer).reduce((sum, [rows, columns]) => sum + rows * columns, 0))
    .filter((length) => length > 0);

/** Numbers in a gradient. */
export const gradientLength = (plan: Discriminated): number => layerLengths(plan).reduce((sum, length) => sum + length, 0);

/** Why no network learns from such records, in one sentence; null if one does. */
export function networkProblem(dictionary: AnyDictionary): string | null {
  switch (dictionary.kind) {
    case 'table':
      return tableLayout(dictionary).target === -1 || dictionary.columns.length < 2 ? 'A network is trained on tables with a target and at least one other column.' : null;
    case 'image': {
      const { height, width } = dictionary.image;
      return height % 4 === 0 && width % 4 === 0 ? null : `A network halves images twice, but they have ${height} x ${width} pixels: bring them to a height and a width that 4 divides.`;
    }
    case 'series': {
      const { steps, classes } = dayShape(dictionary);
      if (steps % 4 !== 0) return `A network halves days twice, but they have ${steps} steps: choose a grid of a number of steps that 4 divides.`;
      return classes <= MOST_CLASSES ? null : `The attributes and the calendar of a day have ${classes} combinations, and a network is told one of at most ${MOST_CLASSES}: leave attributes out, or make them coarser.`;
    }
    default:
      return dictionary satisfies never;
  }
}
