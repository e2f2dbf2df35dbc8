import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { Matrix } from '../matrix.js';
import { runPlain } from '../neural/plain-network/run-plain.js';
import { poolRecords } from '../neural/pool-records.js';
import { softmaxHeads } from '../neural/softmax-heads.js';
import type { Uniform } from '../public-randomness.js';
import { tableInParts, type TableRequest } from '../sampling.js';
import { classesByShare } from './classes-by-share.js';
import type { NetworkGenerator } from './network-generator.js';
import { recordShape, withTarget } from './record-shape.js';
import { oneRow, recordSubject } from './record-subject.js';

/** Kinds of record that a part of a table is drawn from: one for each record, between these limits. */
const KINDS = { fewest: 1024, most: 8192 };

/**
 * Draws records. Costs no privacy, however often it is called. Rules and conditions are kept as by every other generator of mixtures.
 *
 * @throws RangeError if rows is not a whole number of at least 1, or the conditions do not fit or leave no record
 */
export function sampleRecords({ generator, ...request }: TableRequest & { readonly generator: NetworkGenerator }): RecordTable {
  const { dictionary } = request.plan;
  return tableInParts(request, (draw) => poolRecords({ ...draw, pool: kindsOf(generator, { dictionary, rows: draw.rows, uniform: draw.uniform }) }));
}

/** The shares of every column's cells for as many random inputs: [kinds, D]. */
function kindsOf({ classShares, parameters }: NetworkGenerator, { dictionary, rows, uniform }: { readonly dictionary: DataDictionary; readonly rows: number; readonly uniform: Uniform }): Matrix {
  const shape = recordShape(dictionary);
  const { generator, inputsOf } = recordSubject(dictionary);
  const classes = classesByShare(classShares, { count: Math.min(KINDS.most, Math.max(KINDS.fewest, rows)), offset: 0.5 });
  const weights = Float64Array.from(parameters);
  const columns = shape.layout.cells;
  const values = new Float64Array(classes.length * columns);
  inputsOf(classes, uniform).forEach((input, kind) => {
    const shares = softmaxHeads(oneRow(runPlain(generator, weights, input).output), shape.heads).values;
    values.set(withTarget(shares, classes[kind], shape), kind * columns);
  });
  return { rows: classes.length, columns, values };
}
