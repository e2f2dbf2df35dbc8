import type { ComposedEvent, DiscreteGaussianBlock, DiscreteLaplaceBlock, DpEvent, NoisedBlock, RandomisedAnswer, SummedGaussianEvent } from './dp-event.js';
import { outOfRange } from './out-of-range.js';

/**
 * The one place where events are validated: every accountant works on what this returns.
 *
 * Guarantee: the result is a deeply frozen copy that holds the fields of its kind and no others; integers are positive and
 * safe, multipliers positive and finite, and no probability is above 1.
 * @throws RangeError naming the path of the first field that is wrong, as in `parts[2].event.blocks[0].variance`
 */
export function checkedEvent(event: DpEvent): DpEvent {
  return checked(event, '');
}

function checked(event: DpEvent, path: string): DpEvent {
  if (typeof event !== 'object' || event === null) throw outOfRange(path === '' ? 'the event' : path.slice(0, -1), event, 'an event');
  switch (event.kind) {
    case 'discrete-gaussian':
      return Object.freeze({ kind: event.kind, blocks: checkedList(`${path}blocks`, event.blocks, checkedGaussianBlock) });
    case 'summed-discrete-gaussian':
      return checkedSum(event, path);
    case 'discrete-laplace':
      return Object.freeze({ kind: event.kind, blocks: checkedList(`${path}blocks`, event.blocks, checkedLaplaceBlock) });
    case 'exponential-mechanism':
    case 'report-noisy-max':
      return Object.freeze({
        kind: event.kind,
        sensitivity: positiveInteger(`${path}sensitivity`, event.sensitivity),
        scale: positiveInteger(`${path}scale`, event.scale),
      });
    case 'randomised-response':
      return Object.freeze({ kind: event.kind, ...checkedAnswer(event, path) });
    case 'randomised-record':
      return Object.freeze({ kind: event.kind, columns: checkedList(`${path}columns`, event.columns, (column, of) => Object.freeze(checkedAnswer(column, of))) });
    case 'gaussian':
    case 'laplace':
      return Object.freeze({ kind: event.kind, noiseMultiplier: positive(`${path}noiseMultiplier`, event.noiseMultiplier) });
    case 'poisson-sampled':
      return Object.freeze({
        kind: event.kind,
        ...share(path, { sampled: event.sampled, outOf: event.outOf }),
        event: checked(event.event, `${path}event.`),
      });
    case 'composed':
      return Object.freeze({ kind: event.kind, parts: checkedList(`${path}parts`, event.parts, checkedPart) });
    case 'non-private':
    case 'unknown':
      return Object.freeze({ kind: event.kind, description: String(event.description) });
    default:
      throw outOfRange(`${path}kind`, (event satisfies never as { kind: unknown }).kind, 'a kind of event');
  }
}

function checkedList<T>(path: string, list: readonly T[], check: (item: T, path: string) => T): readonly T[] {
  if (!Array.isArray(list)) throw outOfRange(path, list, 'a list');
  return Object.freeze(
    list.map((item: T, i) => {
      if (typeof item !== 'object' || item === null) throw outOfRange(`${path}[${i}]`, item, 'an object');
      return check(item, `${path}[${i}].`);
    }),
  );
}

function checkedGaussianBlock({ squaredSensitivity, variance }: DiscreteGaussianBlock, path: string): DiscreteGaussianBlock {
  return Object.freeze({
    squaredSensitivity: positiveInteger(`${path}squaredSensitivity`, squaredSensitivity),
    variance: positiveInteger(`${path}variance`, variance),
  });
}

function checkedSum({ kind, trust, blocks, summed, corrupted }: SummedGaussianEvent, path: string): SummedGaussianEvent {
  if (trust !== 'local' && trust !== 'shared') throw outOfRange(`${path}trust`, trust, 'local or shared');
  const most = positiveInteger(`${path}summed`, summed) - 1;
  if (!(Number.isSafeInteger(corrupted) && corrupted >= 0 && corrupted <= most)) {
    throw outOfRange(`${path}corrupted`, corrupted, `an integer from 0 to summed - 1, which is ${most}`);
  }
  return Object.freeze({ kind, trust, blocks: checkedList(`${path}blocks`, blocks, checkedNoisedBlock), summed, corrupted });
}

function checkedNoisedBlock(block: NoisedBlock, path: string): NoisedBlock {
  return Object.freeze({ ...checkedGaussianBlock(block, path), coordinates: positiveInteger(`${path}coordinates`, block.coordinates) });
}

function checkedAnswer({ categories, replaced, outOf }: RandomisedAnswer, path: string): RandomisedAnswer {
  return { categories: atLeastTwo(`${path}categories`, categories), ...share(path, { replaced, outOf }) };
}

function checkedLaplaceBlock({ coordinates, l1Sensitivity, scale }: DiscreteLaplaceBlock, path: string): DiscreteLaplaceBlock {
  return Object.freeze({
    coordinates: positiveInteger(`${path}coordinates`, coordinates),
    l1Sensitivity: positiveInteger(`${path}l1Sensitivity`, l1Sensitivity),
    scale: positiveInteger(`${path}scale`, scale),
  });
}

function checkedPart({ event, times }: ComposedEvent['parts'][number], path: string): ComposedEvent['parts'][number] {
  return Object.freeze({ event: checked(event, `${path}event.`), times: positiveInteger(`${path}times`, times) });
}

/** A probability as two integers, the second at least the first. */
function share<K extends string>(path: string, fields: Readonly<Record<K | 'outOf', number>>): Readonly<Record<K | 'outOf', number>> {
  for (const [name, value] of Object.entries<number>(fields)) {
    positiveInteger(path + name, value);
    if (value > fields.outOf) throw outOfRange(path + name, value, `at most outOf, which is ${fields.outOf}`);
  }
  return fields;
}

function positiveInteger(path: string, value: number): number {
  if (!(Number.isSafeInteger(value) && value > 0)) throw outOfRange(path, value, 'a positive safe integer');
  return value;
}

function atLeastTwo(path: string, value: number): number {
  if (positiveInteger(path, value) < 2) throw outOfRange(path, value, 'at least 2');
  return value;
}

function positive(path: string, value: number): number {
  if (!(value > 0 && value < Infinity)) throw outOfRange(path, value, 'a finite number above 0');
  return value;
}
