import { tableLayout, type DataDictionary, type TableLayout } from '@commonward/schema';
import { cellsOfRecord, planBlocks, planLength, PRODUCTS, publicScores, rowsOf, scoreProducts, type PairsPlan, type PlannedBlock, type TablePlan } from '../../plan/index.js';
import { absorb, signalOfEstimates, type Signal } from '../absorb.js';
import { forbiddenCells } from '../forbidden-cells.js';
import { tableModel } from '../table-model.js';
import { independentRecords } from '../independent-records.js';
import { FROM_INDEPENDENCE, Population } from '../population.js';
import { publicUniform, type Uniform } from '../public-randomness.js';
import { replaceRuleBreakers } from '../rule-breakers.js';
import { publicNormal } from '../spectrum/normal.js';
import { madeUpPatients } from './made-up-patients.js';
import { rehearsedEstimates } from './rehearsed-estimates.js';
import { sizeFor, smallerDictionary, smallerPlan } from './rehearsal-size.js';
import { tableDistances, type TableDistances } from './table-distances.js';

/** Of every rehearsal, so that the same terms always have the same forecast. */
const SEED = '0'.repeat(64);
/** What a rehearsal came to, as means over its turns. */
export interface Rehearsal extends TableDistances {
  readonly patients: number;
  readonly turns: number;
  /** How far pairs of columns are off where every column is right and none is related to another. */
  readonly unrelated: number;
}

/**
 * Plays a study with made-up patients: their counts with noise as wide, beside the number of patients, as the sum of the sites' noise
 * will be, the denoising and the generator of every study, and the comparison of what it draws with the patients.
 *
 * Reads the plan and a declared number, never a record; the same ones give the same numbers on every machine.
 * @param cohort patients at all sites together, at least 1
 */
export function rehearseTables(plan: TablePlan, cohort: number): Rehearsal {
  const { patients, turns, ...size } = sizeFor(plan, cohort);
  const small = stageOf(plan, { ...size, times: patients / cohort });
  const results = Array.from({ length: turns }, (_, turn) => rehearsedOnce(small, patients, publicUniform(SEED, `rehearsal/${turn}`)));
  const mean = (of: (result: Distances) => number): number => results.reduce((sum, result) => sum + of(result), 0) / turns;
  return { patients, turns, oneWay: mean(({ oneWay }) => oneWay), twoWay: mean(({ twoWay }) => twoWay), unrelated: mean(({ unrelated }) => unrelated) };
}

type Distances = Omit<Rehearsal, 'patients' | 'turns'>;

/** A study as far as it is played. */
interface Stage {
  readonly dictionary: DataDictionary;
  /** What would be known of these patients, [rows, J] cells. */
  readonly signalOf: (codes: Uint8Array, uniform: Uniform) => Signal;
}

function stageOf(plan: TablePlan, size: { readonly columns: readonly number[]; readonly times: number }): Stage {
  switch (plan.encoding) {
    case 'pairs': {
      const small = smallerPlan(plan, size);
      return { dictionary: small.dictionary, signalOf: (codes, uniform) => absorb({ sum: noisedCounts(codes, small, uniform), sites: small.sites.length, plan: small }) };
    }
    case 'noisy-input': {
      const dictionary = smallerDictionary(plan.dictionary, size.columns);
      return { dictionary, signalOf: (codes, uniform) => signalOfEstimates(rehearsedEstimates(codes, { plan, dictionary, ...size }, uniform), dictionary) };
    }
    default:
      return plan satisfies never;
  }
}

function rehearsedOnce({ dictionary, signalOf }: Stage, rows: number, uniform: Uniform): Distances {
  const layout = tableLayout(dictionary);
  const forbidden = forbiddenCells(dictionary);
  const codes = madeUpPatients({ layout, rows, uniform });
  replaceRuleBreakers(codes, { layout, rows, forbidden });
  const generator = tableModel(signalOf(codes, uniform));
  const drawn = independentRecords({ layout, rows, logBase: Float64Array.from(generator.logBase), uniform });
  new Population({ generator, layout, forbidden, rows, codes: drawn, uniform }).settle(FROM_INDEPENDENCE);
  return { ...tableDistances(codes, drawn, layout), unrelated: tableDistances(codes, shuffledColumns(codes, layout, uniform), layout).twoWay };
}

/** What all sites would release together. */
function noisedCounts(codes: Uint8Array, plan: PairsPlan, uniform: Uniform): Float64Array {
  const normal = publicNormal(uniform);
  const sum = exactCounts(codes, plan);
  return Float64Array.from(planBlocks(plan).flatMap(({ start, length, variance }) => {
    const noise = Math.sqrt(plan.sites.length * variance);
    return Array.from(sum.subarray(start, start + length), (count) => count + noise * normal());
  }));
}

function exactCounts(codes: Uint8Array, plan: PairsPlan): Float64Array {
  const sum = new Float64Array(planLength(plan));
  const products = planBlocks(plan).find(({ name }) => name === PRODUCTS);
  const cellsOf = cellsOfRecord(plan);
  for (const record of rowsOf([{ rows: codes.length / plan.dictionary.columns.length, codes }], plan.dictionary.columns.length)) {
    const cells = cellsOf(record);
    for (let t = 0; cells !== null && t < cells.length; t += 1) sum[cells[t]] += plan.grid;
  }
  if (products !== undefined) sum.set(productsIn(codes, products, plan), products.start);
  return sum;
}

/** Of every two columns' public scores, each record's products clipped to the block's norm together. */
function productsIn(codes: Uint8Array, { length, squaredNorm }: PlannedBlock, { grid, dictionary }: PairsPlan): Float64Array {
  const scores = publicScores(tableLayout(dictionary));
  const sums = new Float64Array(length);
  for (let row = 0; row < codes.length; row += scores.length) {
    const products = scoreProducts(scores, codes.subarray(row, row + scores.length));
    const norm = Math.sqrt(products.reduce((sum, product) => sum + product * product, 0));
    const shrink = Math.min(1, Math.sqrt(squaredNorm) / (grid * norm));
    products.forEach((product, at) => (sums[at] += grid * shrink * product));
  }
  return sums;
}

function shuffledColumns(codes: Uint8Array, { sizes }: TableLayout, uniform: Uniform): Uint8Array {
  const columns = sizes.length;
  const rows = codes.length / columns;
  const shuffled = codes.slice();
  for (let j = 0; j < columns; j += 1) {
    for (let last = rows - 1; last > 0; last -= 1) {
      const [a, b] = [last, Math.floor(uniform() * (last + 1))].map((row) => row * columns + j);
      [shuffled[a], shuffled[b]] = [shuffled[b], shuffled[a]];
    }
  }
  return shuffled;
}
