import { tableLayout } from '@commonward/schema';
import { classesOf, syntheticRecords, type UtilityTerms } from './utility-plan.js';

/** Which field of a plan of an evaluation does not go with the others, and why; null if all do. */
export function utilityProblem(plan: UtilityTerms): { readonly field: string; readonly problem: string } | null {
  const { dictionary, models } = plan;
  if (classesOf(dictionary) !== 2) return { field: 'dictionary', problem: 'models are tried on a target with two categories' };
  if (new Set(models).size < models.length) return { field: 'models', problem: 'a model is named twice' };
  const problem = syntheticProblem(plan);
  return problem === null ? null : { field: 'synthetic', problem };
}

function syntheticProblem(plan: UtilityTerms): string | null {
  const { sizes, target } = tableLayout(plan.dictionary);
  const { rows, codes } = syntheticRecords(plan);
  if (codes.length !== rows * sizes.length) return `expected ${rows * sizes.length} cells for ${rows} records of ${sizes.length} columns`;
  if (codes.some((cell, at) => cell >= sizes[at % sizes.length])) return 'a cell is not in the dictionary';
  return codes.some((cell, at) => at % sizes.length === target && cell < 2) ? null : 'no record has a known target, so no model can learn from them';
}
