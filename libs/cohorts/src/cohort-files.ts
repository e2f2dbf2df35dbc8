import type { AnyDictionary } from '@commonward/schema';

/** What a cohort folder holds beside its dictionary: contents by name, with "/" below folders. */
export interface CohortFiles {
  readonly dictionary: AnyDictionary;
  readonly files: ReadonlyMap<string, Uint8Array | string>;
}
