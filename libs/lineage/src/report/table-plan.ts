import { parsePlan, type TablePlan } from '@commonward/synthesis/plan';

/** The plan of a study of tables. @throws RangeError for any other: there are no reports on them */
export function tablePlan(text: string): TablePlan {
  const plan = parsePlan(text);
  if (plan.encoding !== 'pairs' && plan.encoding !== 'noisy-input') throw new RangeError('reports are made of studies of tables');
  return plan;
}
