import type { Guarantee, RandomisedAnswer } from '@commonward/accounting';
import { tableLayout, type DataDictionary } from '@commonward/schema';
import type { NoisyInputPlan } from '../training-plan.js';
import { tableGroups } from '../workload.js';

/** Which tables of the randomised records are worth counting; all of them cost the same. */
export const NOISY_WORKLOADS = ['weighted-pairs', 'target-pairs', 'one-ways'] as const;
export type NoisyWorkload = (typeof NOISY_WORKLOADS)[number];

/** A count of all places of a table stays below 2^31 in the sum over a hundred sites. */
export const MOST_PLACES = 2 ** 24;

/**
 * What a plan says under which every record is randomised once, at its site, and nothing but tables of the randomised records leaves it.
 *
 * A site has a public number of places. Each holds one record or nobody, which is one more category of every column, the last one. So how
 * many records there are is randomised with all the rest, and a release has nothing in it that is exact but the number of places.
 */
export interface NoisyInputTerms {
  readonly format: 'commonward/plan/1';
  readonly study: string;
  readonly discriminator: 'noisy-input';
  readonly encoding: 'noisy-input';
  readonly workload: NoisyWorkload;
  readonly dictionary: DataDictionary;
  /** of one site's release, as its ledger books it */
  readonly guarantee: Guarantee;
  /** A sum would hide nothing that is not protected already: no noise is shared, and every release could be published. */
  readonly trust: 'local';
  readonly aggregation: 'plain';
  readonly sites: readonly string[];
  /** By site. */
  readonly places: Readonly<Record<string, number>>;
  /** By column of the dictionary, with the category of nobody. */
  readonly columns: readonly RandomisedAnswer[];
  /** 64 hexadecimal digits; public; drives the generator and sampling, never privacy noise */
  readonly seed: string;
}

/** One table of randomised records within a release, row major. */
export interface RandomisedTable {
  readonly columns: readonly number[];
  readonly start: number;
  readonly shape: readonly number[];
}

/** Where each table lies in a release, in its order. */
export function randomisedTablesIn({ workload, dictionary, columns }: Pick<NoisyInputPlan, 'workload' | 'dictionary' | 'columns'>): readonly RandomisedTable[] {
  const { sizes, target } = tableLayout(dictionary);
  let end = 0;
  return tableGroups(workload, sizes.length, target).flatMap(({ tables }) =>
    tables.map((table) => {
      const shape = table.map((column) => columns[column].categories);
      const start = end;
      end += shape.reduce((cells, size) => cells * size, 1);
      return { columns: table, start, shape };
    }),
  );
}

/** How many integers one site releases. */
export function noisyInputLength(plan: Pick<NoisyInputPlan, 'workload' | 'dictionary' | 'columns'>): number {
  return randomisedTablesIn(plan).reduce((length, { shape }) => length + shape.reduce((cells, size) => cells * size, 1), 0);
}
