import type { SeriesDictionary } from '@commonward/schema';
import { attributeSizes, cellsOfClass, stepsOf, type GradientsPlan } from '../../plan/index.js';
import { inRandomOrder } from '../neural/pool-records.js';
import { publicUniform, type Uniform } from '../public-randomness.js';
import type { DrawnDays } from '../scores/day-pool.js';
import { placesIn, systematic, taken, type DayRequest } from '../scores/sample-days.js';
import { classesByShare } from './classes-by-share.js';
import { daySubject } from './day-subject.js';
import { drawnBatch } from './drawn-batch.js';
import { dayReader } from './read-day.js';
import type { NetworkGenerator } from './network-generator.js';

type DaysPlan = Pick<GradientsPlan<SeriesDictionary>, 'dictionary' | 'seed'>;

/** Days from which those that fit are taken, if steps of a day are asked for. */
const POOL = 20_000;

/**
 * Draws days of a network; the same generator, seed and request give the same bytes on every machine. Costs no privacy, however often it
 * is called. If few of many days are in the cells that are asked for, they are taken more than once.
 *
 * @throws RangeError if no day is in the cells that are asked for
 */
export function sampleDrawnDays(generator: NetworkGenerator, plan: DaysPlan, { days, stream, cells }: DayRequest): DrawnDays {
  const uniform = publicUniform(plan.seed, `days/${stream}`);
  const shares = sharesWithin(generator.classShares, cells, plan.dictionary);
  const ofSteps = [...cells.keys()].some((column) => column < stepsOf(plan.dictionary));
  const pool = drawnDays(generator, plan.dictionary, { shares, rows: ofSteps ? Math.max(days, POOL) : days, uniform });
  const fitting = placesIn(pool, cells);
  if (fitting.length === 0) throw new RangeError('The conditions leave no day.');
  return taken(pool, systematic(new Float64Array(fitting.length).fill(1), { draws: days, offset: uniform() }).map((at) => fitting[at]));
}

/** What is left of the classes' shares by what is asked of attributes and calendar, adding up to 1. @throws RangeError if nothing is */
function sharesWithin(classShares: Float32Array, cells: DayRequest['cells'], dictionary: SeriesDictionary): Float64Array {
  const [sizes, steps] = [attributeSizes(dictionary), stepsOf(dictionary)];
  const fits = (ofClass: number): boolean => cellsOfClass(ofClass, sizes).every((cell, at) => cells.get(steps + at)?.has(cell) !== false);
  const left = Float64Array.from(classShares, (share, ofClass) => (fits(ofClass) ? share : 0));
  const total = left.reduce((sum, share) => sum + share, 0);
  if (total === 0) throw new RangeError('The conditions leave no day.');
  return left.map((share) => share / total);
}

/** Days of classes by their shares, in random order. */
function drawnDays({ parameters }: NetworkGenerator, dictionary: SeriesDictionary, { shares, rows, uniform }: { readonly shares: Float64Array; readonly rows: number; readonly uniform: Uniform }): DrawnDays {
  const ordered = classesByShare(shares, { count: rows, offset: uniform() });
  const classes = inRandomOrder(ordered, { rows, columns: 1, uniform });
  const reader = dayReader(dictionary);
  const days = { rows, codes: new Uint8Array(rows * reader.columns), values: new Float64Array(rows * reader.steps) };
  let at = 0;
  for (const { row } of drawnBatch(daySubject(dictionary), Float64Array.from(parameters), { classes, uniform })) {
    const { codes, values } = reader.read(row, classes[at]);
    days.codes.set(codes, at * reader.columns);
    days.values.set(values, at * reader.steps);
    at += 1;
  }
  return days;
}
