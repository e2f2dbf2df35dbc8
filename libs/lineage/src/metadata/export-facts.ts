import type { DataDictionary } from '@commonward/schema';
import type { Guarantee } from '@commonward/accounting';
import type { ExportDescription } from '../export-description.js';

/** What the metadata of an export of records says: all of it follows from the lineage. */
export interface ExportFacts {
  readonly description: ExportDescription;
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  /** The same rows in two forms. */
  readonly csv: Uint8Array;
  readonly parquet: Uint8Array;
}

export const titleOf = ({ dictionary }: ExportFacts): string => `${dictionary.title}: synthetic records`;

/** What whoever finds the records in a catalogue has to know first. */
export function aboutWords({ description, guarantee: { epsilon, delta, unit, adjacency } }: ExportFacts): string {
  return (
    `These are not patients: ${description.rows} synthetic records of the study "${description.studyName}", made for: ${description.purpose}. ` +
    `They were drawn from a generator that was learnt from noised statistics; each site's guarantee is epsilon ${epsilon}, delta ${delta.toExponential()}, unit ${unit}, adjacency ${adjacency} (privacy.json).`
  );
}
