import type { Aggregation, TrainingPlan, Trust } from '@commonward/synthesis/plan';

/** Shared noise protects in a sum only; with full noise at every site the releases may be seen one by one. */
export const aggregationFor = ({ trust }: { readonly trust: Trust }): Aggregation => (trust === 'shared' ? 'masked' : 'plain');

/** Why a study of this plan cannot be created, in one sentence; null if it can. Its forecast can be had in any case. */
export function aggregationProblem({ aggregation }: TrainingPlan): string | null {
  if (aggregation === 'plain') return null;
  return 'Masked aggregation is not switched on in this coordinator, so a study with trust shared can be forecast but not created; use trust local.';
}
