import type { RecordTable } from '@commonward/schema';
import type { Attempts } from './attack-risk.js';
import { closestRecords } from './closest-records.js';
import { withColumns, type MixedRows } from './mixed-rows.js';

/** Records as they are, and the same ones scaled for distances. */
export interface Scaled {
  readonly table: RecordTable;
  readonly scaled: MixedRows;
}

/**
 * Attribute inference: somebody knows all of a patient but one column, and takes its value from the synthetic record closest in
 * the others. The guess is right if it equals the truth; missing is a value too.
 *
 * @param secret index of a column of categories
 * @see Giomi et al. 2023, arXiv:2211.10459, section 5.3; anonymeter.evaluators.InferenceEvaluator
 */
export function inferredSecrets(targets: Scaled, synthetic: Scaled, secret: number): Attempts {
  const known = targets.table.columns.map((_, j) => j).filter((j) => j !== secret);
  const closest = closestRecords(withColumns(targets.scaled, known), withColumns(synthetic.scaled, known), 1).rows;
  const right = closest.filter(([row], target) => Object.is(synthetic.table.columns[secret][row], targets.table.columns[secret][target]));
  return { attempts: targets.table.rows, successes: right.length };
}
