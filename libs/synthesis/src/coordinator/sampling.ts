import { tableLayout } from '@commonward/schema';
import type { RecordTable } from '@commonward/schema';
import type { PairsPlan } from '../plan/index.js';
import { conditionalRecords } from './conditional-records.js';
import { restrict } from './conditions.js';
import type { Condition } from './conditions.js';
import { forbiddenCells } from './forbidden-cells.js';
import type { Generator } from './generator.js';
import { Population } from './population.js';
import { publicUniform } from './public-randomness.js';

export interface SampleRequest {
  readonly generator: Generator;
  readonly plan: PairsPlan;
  readonly rows: number;
  readonly conditions: readonly Condition[];
  /** Names the public random numbers: the same name gives the same rows, another name gives other rows. */
  readonly stream: string;
}

const LARGEST_POPULATION = 20_000;

/**
 * Draws synthetic records. Costs no privacy, however often it is called.
 *
 * Without conditions the rows form populations that match the generator's tables closely; with conditions they are
 * independent draws given the conditions. Large samples are made of parts of at most 20,000 rows, each from a
 * stream of its own, so that time and memory grow with the number of rows.
 * @throws RangeError if rows is not a whole number of at least 1, or the conditions do not fit or leave no record
 */
export function sampleTable(request: SampleRequest): RecordTable {
  const { plan, rows, conditions, stream } = request;
  if (!(Number.isSafeInteger(rows) && rows >= 1)) throw new RangeError(`rows is ${rows}; expected a whole number of at least 1.`);
  const { shares, decode } = restrict(plan.dictionary, conditions);
  const codes = new Uint8Array(rows * plan.dictionary.columns.length);
  const parts = Math.ceil(rows / LARGEST_POPULATION);
  for (let part = 0, from = 0; part < parts; part++) {
    const to = Math.floor((rows * (part + 1)) / parts);
    codes.set(drawPart(request, { shares, part, rows: to - from }), from * plan.dictionary.columns.length);
    from = to;
  }
  return decode({ rows, codes }, publicUniform(plan.seed, `sample/${stream}/values`));
}

function drawPart({ generator, plan, conditions, stream }: SampleRequest, { shares, part, rows }: { shares: Float64Array; part: number; rows: number }): Uint8Array {
  const draw = {
    generator,
    layout: tableLayout(plan.dictionary),
    forbidden: forbiddenCells(plan.dictionary),
    uniform: publicUniform(plan.seed, `sample/${stream}/part ${part}`),
  };
  if (conditions.length > 0) return conditionalRecords({ ...draw, rows, shares });
  const population = new Population({ ...draw, rows: populationRows(generator, rows) });
  population.settle();
  return population.codes.subarray(0, rows * plan.dictionary.columns.length);
}

/** Few rows are cut from a population in which one record weighs no more than the noise that its tables allow. */
function populationRows({ records, weights }: Generator, rows: number): number {
  const heaviest = weights.reduce((max, weight) => Math.max(max, weight), 0);
  return Math.max(rows, Math.min(Math.ceil(records * heaviest), LARGEST_POPULATION));
}
