import { boundedPlaces, randomisedTables } from '@commonward/privacy';
import type { RandomSource, Released, Sensitive } from '@commonward/privacy';
import { tableLayout, type EncodedTable } from '@commonward/schema';
import { randomisedTablesIn, rowsOf, type NoisyInputPlan } from '../plan/index.js';

export interface RandomisedReleaseOptions {
  readonly site: string;
  readonly random: RandomSource;
}

/**
 * The site's half of a study of randomised records: every place is randomised once, and what comes of it is counted in the plan's tables.
 *
 * Guarantee: it costs the event of the plan, as `randomisedTables` says, whatever the records are: no honesty of anybody else is needed,
 * and not even of whoever counts. Records beyond the site's places are left out; one with a cell outside the dictionary is nobody.
 * @param records one row per patient, in the cells of the plan's dictionary, cut into chunks wherever; each is looked at once
 * @returns [planLength(plan)] the tables one after the other
 * @throws RangeError if the plan has no places for the site
 */
export function randomisedRelease(records: Sensitive<Iterable<EncodedTable>>, plan: NoisyInputPlan, { site, random }: RandomisedReleaseOptions): Released<Int32Array> {
  if (!Object.hasOwn(plan.places, site)) throw new RangeError(`The plan of ${plan.study} has no places for ${site}.`);
  const { sizes } = tableLayout(plan.dictionary);
  const places = boundedPlaces<Uint8Array>({
    records: records.map((chunks) => rowsOf(chunks, sizes.length)),
    places: plan.places[site],
    categories: Array.from(sizes),
    codesOf: (record) => record,
    adjacency: plan.guarantee.adjacency,
  });
  return randomisedTables(places, { columns: plan.columns, tables: randomisedTablesIn(plan).map(({ columns }) => columns), random });
}
