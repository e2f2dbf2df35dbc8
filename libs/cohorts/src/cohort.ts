import type { DataDictionary } from '@commonward/schema';

/** Records of several sites under one dictionary: what a cohort folder holds. */
export interface Cohort {
  readonly dictionary: DataDictionary;
  /** One CSV text for each site; its header holds the columns of the dictionary. */
  readonly sites: readonly { readonly name: string; readonly csv: string }[];
}

/** Files that do not make a cohort. The message names the file, what is expected and what to do; it quotes no record. */
export class CohortError extends Error {
  override readonly name = 'CohortError';
}
