/** Which two data sets a guarantee calls neighbours; guarantees with different adjacency are never mixed. */
export type Adjacency = 'add-or-remove-one' | 'replace-one';

/** Whose data a guarantee protects: all records of one of these, together. */
export type UnitOfPrivacy = 'patient';

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
