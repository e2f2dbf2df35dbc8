import type { RecordTable } from '@commonward/schema';
import type { TableModel } from '../table-model.js';
import { FROM_POOL, Population } from '../population.js';
import { populationRows, tableInParts, type TableRequest } from '../sampling.js';
import { poolShares, type NeuralGenerator } from './neural-generator.js';
import { poolRecords } from './pool-records.js';

/**
 * Draws records of a neural generator. Costs no privacy, however often it is called.
 *
 * @throws RangeError if rows is not a whole number of at least 1, or the conditions do not fit or leave no record
 */
export function sampleNeuralTable({ neural, ...request }: TableRequest & { readonly neural: NeuralGenerator }): RecordTable {
  const pool = poolShares(neural, request.plan);
  return tableInParts(request, (draw) => poolRecords({ ...draw, pool }));
}

/**
 * Draws records of a neural generator, then each of their coordinates anew, sweep by sweep, given what the released tables still lack.
 *
 * @throws RangeError if rows is not a whole number of at least 1, or the rules leave no record
 */
export function sampleSweptTable({ neural, generator, ...request }: Omit<TableRequest, 'conditions'> & { readonly neural: NeuralGenerator; readonly generator: TableModel }): RecordTable {
  const pool = poolShares(neural, request.plan);
  return tableInParts({ ...request, conditions: [] }, (draw) => {
    const rows = populationRows(generator, draw.rows);
    const codes = poolRecords({ ...draw, rows, pool });
    new Population({ ...draw, generator, rows, codes }).settle(FROM_POOL);
    return codes.subarray(0, draw.rows * draw.layout.sizes.length);
  });
}
