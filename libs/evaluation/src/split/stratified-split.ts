import type { DataDictionary, RecordTable } from '@commonward/schema';
import { seededRandom, shuffle, type SeededRandom } from '../seeded-random.js';
import { concatenated, takeRows } from './record-rows.js';

/** One site's records. */
export interface SiteRecords {
  readonly name: string;
  readonly table: RecordTable;
}

/** Each site's training part, and the test rows that reach no site. */
export interface Split {
  readonly sites: readonly SiteRecords[];
  /** The sites' training parts together. */
  readonly train: RecordTable;
  readonly test: RecordTable;
  /** The test rows of each site, in the order of the sites, or all of them in one table where nobody knows whose they are. */
  readonly tests: readonly RecordTable[];
}

const TEST_SHARE = 0.25;

/** The split a cohort folder fixes with its own test rows. */
export const givenSplit = (sites: readonly SiteRecords[], test: RecordTable): Split => splitInto(sites, [test]);

const splitInto = (sites: readonly SiteRecords[], tests: readonly RecordTable[]): Split => ({ sites, train: concatenated(sites.map(({ table }) => table)), test: concatenated(tests), tests });

/**
 * Sets aside a quarter of the pooled rows, with the shares of every (site, target) stratum kept; the numbers of test
 * rows differ from an exact quarter by less than one row in each stratum and by at most one half in all.
 */
export function stratifiedSplit(sites: readonly SiteRecords[], dictionary: DataDictionary, seed: number): Split {
  const target = dictionary.columns.findIndex(({ name }) => name === dictionary.target);
  const random = seededRandom(seed);
  const strata = sites.flatMap(({ table }, site) => strataOf(table.columns[target], random).map((rows) => ({ site, rows })));
  const quotas = testQuotas(strata.map(({ rows }) => rows.length), random);
  const rowsOf = (site: number, part: 'train' | 'test'): number[] =>
    strata
      .flatMap((stratum, k) => (stratum.site !== site ? [] : part === 'test' ? stratum.rows.slice(0, quotas[k]) : stratum.rows.slice(quotas[k])))
      .sort((a, b) => a - b);
  const parts = sites.map(({ name, table }, site) => ({ name, table: takeRows(table, rowsOf(site, 'train')) }));
  return splitInto(parts, sites.map(({ table }, site) => takeRows(table, rowsOf(site, 'test'))));
}

/** The rows of each value of the target (missing is a value), shuffled. */
function strataOf(target: Float64Array, random: SeededRandom): number[][] {
  const byValue = new Map<number, number[]>();
  target.forEach((value, row) => {
    byValue.set(value, [...(byValue.get(value) ?? []), row]);
  });
  const strata = [...byValue.entries()].sort(([a], [b]) => a - b).map(([, rows]) => rows);
  strata.forEach((rows) => shuffle(rows, random));
  return strata;
}

/** A quarter of every stratum, whole rows going to the largest remainders; of equal remainders a random one first. */
function testQuotas(sizes: readonly number[], random: SeededRandom): number[] {
  const quotas = sizes.map((size) => Math.floor(TEST_SHARE * size));
  const total = Math.round(TEST_SHARE * sizes.reduce((sum, size) => sum + size, 0));
  const order = [...sizes.keys()];
  shuffle(order, random);
  order.sort((a, b) => TEST_SHARE * sizes[b] - quotas[b] - (TEST_SHARE * sizes[a] - quotas[a]));
  const spare = total - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const stratum of order.slice(0, spare)) quotas[stratum]++;
  return quotas;
}
