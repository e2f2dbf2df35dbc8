import { log } from '../plan/deterministic-math.js';
import type { Signal } from './absorb.js';

/** What populations of records are drawn towards. D cells, J columns. */
export interface TableModel {
  /** estimated number of records behind the tables */
  readonly records: number;
  /** [D] log share of each cell in its column's one-way table */
  readonly logBase: Float32Array;
  /** [D, D] two-way tables that populations of records are drawn towards, in counts */
  readonly targets: Float32Array;
  /** [J, J] pull of a pair of columns for each record that its table lacks; zero where not measured */
  readonly weights: Float32Array;
}

const SMALLEST_BASE_COUNT = 0.5;
/** A residual of this many noise standard deviations balances a pair parameter of 1, unless the plan has it tuned (`tau` in the research). */
const NOISE_FACTOR = 1;
const MANY_RECORDS = 5000;
const SMALLEST_VARIANCE = { few: 4, many: 10 };

/** The model of what was released. @param noiseFactor how far from its tables a population may stay, in standard deviations of their noise */
export function tableModel({ records, oneWays, tables, variances }: Signal, noiseFactor = NOISE_FACTOR): TableModel {
  return {
    records: Math.fround(records),
    logBase: Float32Array.from(oneWays, (count) => log(Math.max(count, SMALLEST_BASE_COUNT) / records)),
    targets: Float32Array.from(tables),
    weights: Float32Array.from(variances, (variance) => pairWeight(variance, { records, noiseFactor })),
  };
}

function pairWeight(variance: number, { records, noiseFactor }: { readonly records: number; readonly noiseFactor: number }): number {
  if (variance === Infinity) return 0;
  const smallest = records >= MANY_RECORDS ? SMALLEST_VARIANCE.many : SMALLEST_VARIANCE.few;
  return 1 / Math.max(noiseFactor * Math.sqrt(variance), smallest);
}
