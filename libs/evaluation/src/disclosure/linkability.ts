import type { Attempts } from './attack-risk.js';
import { closestRecords } from './closest-records.js';
import { withColumns, type MixedRows } from './mixed-rows.js';

/**
 * Linkability: somebody holds two lists of the same people, each with other columns, and uses the synthetic records to find out who
 * is who. A record counts as linked if, of the synthetic records closest to its one half and to its other half, one is the same.
 *
 * @param halves the columns of each list
 * @param neighbours how many of the closest synthetic records are looked at
 * @see Giomi et al. 2023, arXiv:2211.10459, section 5.2; anonymeter.evaluators.LinkabilityEvaluator
 */
export function linkedRecords({ targets, synthetic, halves, neighbours }: { targets: MixedRows; synthetic: MixedRows; halves: readonly [readonly number[], readonly number[]]; neighbours: number }): Attempts {
  const near = Math.min(neighbours, synthetic.rows);
  const [first, second] = halves.map((columns) => closestRecords(withColumns(targets, columns), withColumns(synthetic, columns), near).rows);
  const linked = first.filter((rows, target) => rows.some((row) => second[target].includes(row)));
  return { attempts: targets.rows, successes: linked.length };
}
