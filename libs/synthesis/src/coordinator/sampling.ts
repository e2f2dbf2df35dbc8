import { tableLayout } from '@commonward/schema';
import type { RecordTable, TableLayout } from '@commonward/schema';
import type { TablePlan } from '../plan/index.js';
import { conditionalRecords } from './conditional-records.js';
import { restrict } from './conditions.js';
import type { Condition } from './conditions.js';
import { forbiddenCells } from './forbidden-cells.js';
import type { ForbiddenCells } from './forbidden-cells.js';
import type { Generator } from './generator.js';
import type { TableModel } from './table-model.js';
import { independentRecords } from './independent-records.js';
import { FROM_INDEPENDENCE, Population } from './population.js';
import { publicUniform } from './public-randomness.js';
import type { Uniform } from './public-randomness.js';

/** Which records are asked for, of whatever generator. */
export interface TableRequest {
  readonly plan: Pick<TablePlan, 'dictionary' | 'seed'>;
  readonly rows: number;
  readonly conditions: readonly Condition[];
  /** Names the public random numbers: the same name gives the same rows, another name gives other rows. */
  readonly stream: string;
}

export interface SampleRequest extends TableRequest {
  readonly generator: Generator;
}

/** A part of a table that is to be drawn. */
export interface PartDraw {
  readonly layout: TableLayout;
  readonly forbidden: ForbiddenCells;
  readonly rows: number;
  /** [D] which part of each cell the conditions leave, from 0 to 1 */
  readonly shares: Float64Array;
  readonly uniform: Uniform;
}

const LARGEST_POPULATION = 20_000;

/**
 * Draws synthetic records. Costs no privacy, however often it is called.
 *
 * Without conditions the rows form populations that match the generator's tables closely; with conditions they are
 * independent draws given the conditions.
 * @throws RangeError if rows is not a whole number of at least 1, or the conditions do not fit or leave no record
 */
export function sampleTable({ generator, ...request }: SampleRequest): RecordTable {
  return tableInParts(request, (draw) => {
    if (request.conditions.length > 0) return conditionalRecords({ ...draw, generator });
    const rows = populationRows(generator, draw.rows);
    const codes = independentRecords({ ...draw, rows, logBase: Float64Array.from(generator.logBase) });
    new Population({ ...draw, generator, rows, codes }).settle(FROM_INDEPENDENCE);
    return codes.subarray(0, draw.rows * draw.layout.sizes.length);
  });
}

/**
 * Large samples are made of parts of at most 20,000 rows, each from a stream of its own, so that time and memory grow with the
 * number of rows.
 *
 * @param drawPart gives [rows, J] cells
 * @throws RangeError if rows is not a whole number of at least 1, or the conditions do not fit
 */
export function tableInParts({ plan, rows, conditions, stream }: TableRequest, drawPart: (draw: PartDraw) => Uint8Array): RecordTable {
  if (!(Number.isSafeInteger(rows) && rows >= 1)) throw new RangeError(`rows is ${rows}; expected a whole number of at least 1.`);
  const { shares, decode } = restrict(plan.dictionary, conditions);
  const terms = { layout: tableLayout(plan.dictionary), forbidden: forbiddenCells(plan.dictionary), shares };
  const columns = plan.dictionary.columns.length;
  const codes = new Uint8Array(rows * columns);
  const parts = Math.ceil(rows / LARGEST_POPULATION);
  for (let part = 0, from = 0; part < parts; part++) {
    const to = Math.floor((rows * (part + 1)) / parts);
    const uniform = publicUniform(plan.seed, `sample/${stream}/part ${part}`);
    codes.set(drawPart({ ...terms, rows: to - from, uniform }), from * columns);
    from = to;
  }
  return decode({ rows, codes }, publicUniform(plan.seed, `sample/${stream}/values`));
}

/** Few rows are cut from a population in which one record weighs no more than the noise that its tables allow. */
export function populationRows({ records, weights }: TableModel, rows: number): number {
  const heaviest = weights.reduce((max, weight) => Math.max(max, weight), 0);
  return Math.max(rows, Math.min(Math.ceil(records * heaviest), LARGEST_POPULATION));
}
