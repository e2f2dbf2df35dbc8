import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { Matrix } from '../matrix.js';
import { forward, layersOf, parametersOf } from '../neural/dense-layers.js';
import { poolRecords } from '../neural/pool-records.js';
import { softmaxHeads } from '../neural/softmax-heads.js';
import type { Uniform } from '../public-randomness.js';
import { tableInParts, type TableRequest } from '../sampling.js';
import { generatorWidths, latentRows } from './drawn-records.js';
import { recordShape, withClasses, type RecordShape } from './record-shape.js';
import type { TrainingState } from './training-state.js';

/**
 * A network that draws records: told a class, it makes random numbers into the shares of every other column's cells.
 *
 * All parameters are float32: the bytes are the whole generator, and whoever reads them draws the same records.
 */
export interface RecordGenerator {
  /** estimated number of records that it learnt from */
  readonly records: number;
  /** [classes] adding up to 1 */
  readonly classShares: Float32Array;
  /** layer after layer: weights [inputs, outputs], then bias */
  readonly parameters: Float32Array;
}

export const recordGenerator = ({ classShares, average }: TrainingState, records: number): RecordGenerator => ({
  records: Math.fround(records),
  classShares: Float32Array.from(classShares),
  parameters: Float32Array.from(average),
});

/** The generator as little-endian float32: records, class shares, parameters. */
export function recordGeneratorBytes({ records, classShares, parameters }: RecordGenerator): Uint8Array {
  const numbers = [records, ...classShares, ...parameters];
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, at) => view.setFloat32(4 * at, value, true));
  return new Uint8Array(view.buffer);
}

/**
 * The generator that `recordGeneratorBytes` wrote.
 * @throws RangeError if the bytes do not have the length that the dictionary calls for
 */
export function readRecordGenerator(bytes: Uint8Array, dictionary: DataDictionary): RecordGenerator {
  const shape = recordShape(dictionary);
  const length = parametersOf(generatorWidths(shape));
  const expected = 4 * (1 + shape.classes + length);
  if (bytes.length !== expected) throw new RangeError(`The generator has ${bytes.length} bytes; this plan calls for ${expected}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = Float32Array.from({ length: expected / 4 }, (_, at) => view.getFloat32(4 * at, true));
  return { records: numbers[0], classShares: numbers.slice(1, 1 + shape.classes), parameters: numbers.slice(1 + shape.classes) };
}

/** Kinds of record that a part of a table is drawn from: one for each record, between these limits. */
const KINDS = { fewest: 1024, most: 8192 };

/**
 * Draws records. Costs no privacy, however often it is called. Rules and conditions are kept as by every other generator of mixtures.
 *
 * @throws RangeError if rows is not a whole number of at least 1, or the conditions do not fit or leave no record
 */
export function sampleRecords({ generator, ...request }: TableRequest & { readonly generator: RecordGenerator }): RecordTable {
  const shape = recordShape(request.plan.dictionary);
  return tableInParts(request, (draw) => poolRecords({ ...draw, pool: kindsOf(generator, { shape, rows: draw.rows, uniform: draw.uniform }) }));
}

/** The shares of every column's cells for as many random inputs: [kinds, D]. */
function kindsOf({ classShares, parameters }: RecordGenerator, { shape, rows, uniform }: { readonly shape: RecordShape; readonly rows: number; readonly uniform: Uniform }): Matrix {
  const classes = classesByShare(classShares, Math.min(KINDS.most, Math.max(KINDS.fewest, rows)));
  const layers = layersOf(Float64Array.from(parameters), generatorWidths(shape));
  return withClasses(softmaxHeads(forward(layers, latentRows(classes, { shape, uniform })).output, shape.heads), classes, shape);
}

/** As many of each class as its share calls for, one class after the other. */
export function classesByShare(shares: ArrayLike<number>, count: number): Uint8Array {
  const classes = new Uint8Array(count);
  let upTo = shares[0] * count;
  for (let row = 0, drawn = 0; row < count; row++) {
    while (row + 0.5 >= upTo && drawn < shares.length - 1) upTo += shares[++drawn] * count;
    classes[row] = drawn;
  }
  return classes;
}
