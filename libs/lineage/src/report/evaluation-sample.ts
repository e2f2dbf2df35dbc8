import { encodeTable, type EncodedTable } from '@commonward/schema';
import type { TrainedFiles } from './generator-report.js';
import { tableSource } from './table-source.js';

/** More teach models hardly anything, and every site would train longer. */
const MOST_ROWS = 2000;
const FEWEST_ROWS = 200;

/**
 * The synthetic records that models learn from before sites try them on real ones: always the same of one generator, so whoever has the
 * export can draw them again. @throws RangeError if the generator is not one of the plan, or not of tables
 */
export function evaluationSample(trained: TrainedFiles): EncodedTable {
  const { plan, records, draw } = tableSource(trained);
  const rows = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.round(records)));
  return encodeTable(draw(rows, 'evaluation'), plan.dictionary);
}
