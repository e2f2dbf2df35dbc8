import { gradientLength, networkProblem } from './discriminators.js';
import { clippedParts, stepWeights, type GradientsTerms } from './gradients-plan.js';

/** Which field of a plan of a neural discriminator does not go with the others, and why; null if all do. */
export function gradientsProblem(plan: GradientsTerms): { readonly field: string; readonly problem: string } | null {
  const { part, steps, dictionary, guarantee } = plan;
  if (guarantee.unit !== dictionary.unit) return { field: 'guarantee.unit', problem: `the dictionary protects one ${dictionary.unit}` };
  const unfit = networkProblem(dictionary);
  if (unfit !== null) return { field: 'dictionary', problem: unfit };
  const parts = clippedParts(plan).length;
  if (plan.variances.step.length !== parts) return { field: 'variances.step', problem: `expected ${parts}, one for each part that is clipped by itself` };
  if (part.name === 'classes') return null;
  if (part.step > steps) return { field: 'part.step', problem: `the study has ${steps} steps` };
  const weights = stepWeights(part.weights);
  if (weights.length !== gradientLength(plan)) return { field: 'part.weights', problem: `expected ${gradientLength(plan)} numbers of 32 bits for the discriminator` };
  return weights.every(Number.isFinite) ? null : { field: 'part.weights', problem: 'a weight is not a number' };
}
