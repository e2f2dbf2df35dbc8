import type { SpectrumPlan } from '../training-plan.js';
import { productsOf } from './spectrum-plan.js';

/** Which field of a plan of images does not go with the others, and why; null if all do. */
export function spectrumProblem({ dictionary, guarantee, coefficients, covaried, centres, shapes, part }: SpectrumPlan): { readonly field: string; readonly problem: string } | null {
  const { classes, image, unit } = dictionary;
  if (guarantee.unit !== unit) return { field: 'guarantee.unit', problem: `the dictionary protects one ${unit}` };
  if (coefficients > image.height * image.width) return { field: 'coefficients', problem: `an image of ${image.height} x ${image.width} pixels has fewer` };
  if (covaried >= coefficients) return { field: 'covaried', problem: 'fewer than all coefficients are expected' };
  const each = [1, coefficients, productsOf(covaried), coefficients - covaried];
  const wrong = [...centres, ...shapes].find(({ length }, b) => length !== classes.length * each[b]);
  if (wrong !== undefined) return { field: `the length of ${wrong.name}`, problem: 'it does not follow from classes and coefficients' };
  return part.name === 'shapes' ? centresProblem(part.centres, classes.length * coefficients) : null;
}

function centresProblem(centres: readonly number[], length: number): ReturnType<typeof spectrumProblem> {
  if (centres.length !== length) return { field: 'part.centres', problem: `expected ${length} numbers, one for each class and coefficient` };
  return centres.every((value) => Number.isFinite(value) && Math.fround(value) === value) ? null : { field: 'part.centres', problem: 'expected numbers of 32 bits' };
}
