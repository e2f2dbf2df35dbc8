import { gradientLength, stepWeights, type GradientsTerms } from './gradients-plan.js';

/** Which field of a plan of a neural discriminator does not go with the others, and why; null if all do. */
export function gradientsProblem(plan: GradientsTerms): { readonly field: string; readonly problem: string } | null {
  const { part, steps } = plan;
  if (part.name === 'classes') return null;
  if (part.step > steps) return { field: 'part.step', problem: `the study has ${steps} steps` };
  const weights = stepWeights(part.weights);
  if (weights.length !== gradientLength(plan)) return { field: 'part.weights', problem: `expected ${gradientLength(plan)} numbers of 32 bits for the discriminator` };
  return weights.every(Number.isFinite) ? null : { field: 'part.weights', problem: 'a weight is not a number' };
}
