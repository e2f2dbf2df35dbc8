import { outOfRange } from './out-of-range.js';

/** Which two data sets a guarantee calls neighbours; guarantees with different adjacency are never mixed. */
export type Adjacency = 'add-or-remove-one' | 'replace-one';

/** Of what a guarantee can protect one: a patient with all records, or only one day of a person's, or one image. */
export const UNITS_OF_PRIVACY = ['patient', 'day', 'image'] as const;

/** What a guarantee protects one of, with all that was recorded of it. Only `patient` is a person. */
export type UnitOfPrivacy = (typeof UNITS_OF_PRIVACY)[number];

/**
 * What a site promises about everything it ever releases for a study.
 *
 * The four belong together: an epsilon without its delta, unit and adjacency promises nothing.
 */
export interface Guarantee {
  readonly epsilon: number;
  readonly delta: number;
  readonly unit: UnitOfPrivacy;
  readonly adjacency: Adjacency;
}

/** @throws RangeError unless it is between 0 and 1, both excluded */
export function checkDelta(delta: number): void {
  if (!(delta > 0 && delta < 1)) throw outOfRange('delta', delta, 'more than 0 and less than 1');
}

/** @throws RangeError unless it is finite and at least 0 */
export function checkEpsilon(epsilon: number): void {
  if (!(epsilon >= 0 && epsilon < Infinity)) throw outOfRange('epsilon', epsilon, 'a finite number of at least 0');
}

/** For a target: nothing that tells anything about records has epsilon 0. @throws RangeError unless it is finite and more than 0 */
export function checkTargetEpsilon(epsilon: number): void {
  if (!(epsilon > 0 && epsilon < Infinity)) throw outOfRange('epsilon', epsilon, 'a finite number above 0');
}
