import type { Budget } from '@commonward/envelope';
import { eventOf, laterEventsOf, rhoUnitsOfAll, type TrainingPlan } from '@commonward/synthesis/plan';

/**
 * Whether what is left of the budget pays for the plan's round and for all that come after it in its study: a site does not begin
 * what it cannot finish, for a first release without the second is spent in vain.
 */
export function coversLaterRounds({ spentRhoUnits, capRhoUnits }: Budget, plan: TrainingPlan): boolean {
  const later = laterEventsOf(plan);
  if (later.length === 0) return true;
  return spentRhoUnits + rhoUnitsOfAll([eventOf(plan), ...later]) <= capRhoUnits;
}
