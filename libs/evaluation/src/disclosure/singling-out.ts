import type { DataDictionary, RecordTable } from '@commonward/schema';
import { presentSorted } from '../metrics/present-sorted.js';
import { permutation, type SeededRandom } from '../seeded-random.js';
import { singlesOut, type Condition, type Predicate } from './predicate.js';

interface SinglingOut {
  readonly synthetic: RecordTable;
  readonly dictionary: DataDictionary;
  /** At most so many claims. */
  readonly claims: number;
  readonly random: SeededRandom;
}

/**
 * Claims about one column that hold for one synthetic record: its only missing value, its smallest or largest number, a value that
 * occurs once. In a random order.
 *
 * @see Giomi et al. 2023, arXiv:2211.10459, section 5.1; anonymeter.evaluators.SinglingOutEvaluator, univariate
 */
export function univariateClaims({ synthetic, dictionary, claims, random }: SinglingOut): Predicate[] {
  const all = dictionary.columns.flatMap((column, j) => rareValues(synthetic.columns[j], { column: j, numeric: column.type === 'numeric' }));
  const found: Predicate[] = [];
  for (const place of permutation(all.length, random)) {
    if (found.length === claims) break;
    if (singlesOut(all[place], synthetic)) found.push(all[place]);
  }
  return found;
}

function rareValues(values: Float64Array, { column, numeric }: { column: number; numeric: boolean }): Predicate[] {
  const sorted = presentSorted(values);
  const once = [...sorted].filter((value, k) => value !== sorted[k - 1] && value !== sorted[k + 1]);
  const ends: Predicate[] = numeric && sorted.length > 0 ? [[{ column, is: 'at most', value: sorted[0] }], [{ column, is: 'at least', value: sorted[sorted.length - 1] }]] : [];
  return [[{ column, is: 'missing' }], ...ends, ...once.map((value): Predicate => [{ column, is: 'equal', value }])];
}

/** How often a claim is drawn for each one that is wanted, before the attack makes do with fewer. */
const DRAWS_PER_CLAIM = 20;

/**
 * Claims about several columns that hold for one synthetic record: a random record's values in random columns, numbers widened away
 * from the column's median. No claim occurs twice.
 *
 * @param width how many columns a claim is about
 * @see anonymeter.evaluators.SinglingOutEvaluator, multivariate
 */
export function multivariateClaims({ synthetic, dictionary, claims, random }: SinglingOut, width: number): Predicate[] {
  const medians = synthetic.columns.map(medianOf);
  const found = new Map<string, Predicate>();
  for (let draw = 0; draw < DRAWS_PER_CLAIM * claims && found.size < claims; draw++) {
    const predicate = claimAbout(random.below(synthetic.rows), someColumns(dictionary.columns.length, width, random), { synthetic, dictionary, medians });
    if (singlesOut(predicate, synthetic)) found.set(JSON.stringify(predicate), predicate);
  }
  return [...found.values()];
}

/** What is said of a record: its category, or that a number is at least as far from the column's median. */
export function claimAbout(row: number, columns: readonly number[], { synthetic, dictionary, medians }: Pick<SinglingOut, 'synthetic' | 'dictionary'> & { medians: readonly number[] }): Predicate {
  return columns.map((column): Condition => {
    const value = synthetic.columns[column][row];
    if (Number.isNaN(value)) return { column, is: 'missing' };
    if (dictionary.columns[column].type === 'categorical') return { column, value, is: 'equal' };
    return { column, value, is: value > medians[column] ? 'at least' : 'at most' };
  });
}

/** Ascending, all different. */
function someColumns(columns: number, width: number, random: SeededRandom): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(width, columns)) chosen.add(random.below(columns));
  return [...chosen].sort((a, b) => a - b);
}

/** Of the values that are present; 0 if none is. */
export function medianOf(values: Float64Array): number {
  const sorted = presentSorted(values);
  return sorted.length === 0 ? 0 : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
