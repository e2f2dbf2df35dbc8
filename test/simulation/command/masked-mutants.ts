import type { Mutant } from './mutants.js';

/** Ways to break what only masked rounds have, each at one place of the product's source. */
export const maskedMutants: readonly Mutant[] = [];
