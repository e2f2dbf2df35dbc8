import { tableLayout } from '@commonward/schema';
import type { NoisyInputTerms } from './noisy-input-plan.js';

/** Which field of a plan of randomised records does not go with the others, and why; null if all do. */
export function noisyInputProblem({ sites, places, columns, dictionary }: NoisyInputTerms): { readonly field: string; readonly problem: string } | null {
  const { sizes } = tableLayout(dictionary);
  const homeless = sites.find((site) => !Object.hasOwn(places, site));
  if (homeless !== undefined) return { field: 'places', problem: `${homeless} has none` };
  if (Object.keys(places).length > sites.length) return { field: 'places', problem: 'expected one number for each site' };
  if (columns.length !== sizes.length) return { field: 'columns', problem: `expected ${sizes.length}, as many as the dictionary has` };
  const odd = columns.findIndex(({ categories }, j) => categories !== sizes[j] + 1);
  if (odd >= 0) return { field: `columns.${odd}.categories`, problem: `expected ${sizes[odd] + 1}, those of the dictionary and that of nobody` };
  const lost = columns.findIndex(({ replaced, outOf }) => replaced >= outOf);
  return lost < 0 ? null : { field: `columns.${lost}.replaced`, problem: 'it must be less than outOf, or nothing is learnt of the column' };
}
