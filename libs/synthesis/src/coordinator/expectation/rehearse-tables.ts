import { tableLayout, type TableLayout } from '@commonward/schema';
import { planBlocks, type PairsPlan } from '../../plan/index.js';
import { absorb } from '../absorb.js';
import { forbiddenCells } from '../forbidden-cells.js';
import { tablesGenerator } from '../generator.js';
import { Population } from '../population.js';
import { publicUniform, type Uniform } from '../public-randomness.js';
import { replaceRuleBreakers } from '../rule-breakers.js';
import { publicNormal } from '../spectrum/normal.js';
import { madeUpPatients } from './made-up-patients.js';
import { sizeFor, smallerPlan } from './rehearsal-size.js';
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
export function rehearseTables(plan: PairsPlan, cohort: number): Rehearsal {
  const { patients, turns, ...size } = sizeFor(plan, cohort);
  const small = smallerPlan(plan, { ...size, times: patients / cohort });
  const results = Array.from({ length: turns }, (_, turn) => rehearsedOnce(small, patients, publicUniform(SEED, `rehearsal/${turn}`)));
  const mean = (of: (result: Distances) => number): number => results.reduce((sum, result) => sum + of(result), 0) / turns;
  return { patients, turns, oneWay: mean(({ oneWay }) => oneWay), twoWay: mean(({ twoWay }) => twoWay), unrelated: mean(({ unrelated }) => unrelated) };
}

type Distances = Omit<Rehearsal, 'patients' | 'turns'>;

function rehearsedOnce(plan: PairsPlan, rows: number, uniform: Uniform): Distances {
  const layout = tableLayout(plan.dictionary);
  const forbidden = forbiddenCells(plan.dictionary);
  const codes = madeUpPatients({ layout, rows, uniform });
  replaceRuleBreakers(codes, { layout, rows, forbidden });
  const signal = absorb({ sum: noisedCounts(codes, plan, uniform), sites: plan.sites.length, plan });
  const population = new Population({ generator: tablesGenerator(signal), layout, forbidden, rows, uniform });
  population.settle();
  return { ...tableDistances(codes, population.codes, layout), unrelated: tableDistances(codes, shuffledColumns(codes, layout, uniform), layout).twoWay };
}

/** What all sites would release together. */
function noisedCounts(codes: Uint8Array, plan: PairsPlan, uniform: Uniform): Float64Array {
  const columns = plan.dictionary.columns.length;
  const normal = publicNormal(uniform);
  const blocks = planBlocks(plan).map(({ length, start, variance, tables }) => {
    const counts = new Float64Array(length);
    for (let row = 0; row < codes.length; row += columns) {
      for (const table of tables) counts[table.start - start + table.columns.reduce((cell, column, k) => cell * table.shape[k] + codes[row + column], 0)] += plan.grid;
    }
    const noise = Math.sqrt(plan.sites.length * variance);
    return counts.map((count) => count + noise * normal());
  });
  return Float64Array.from(blocks.flatMap((counts) => [...counts]));
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
