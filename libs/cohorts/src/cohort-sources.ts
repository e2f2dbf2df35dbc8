import { parseAnyDictionary, type AnyDictionary } from '@commonward/schema';
import { CohortError } from './cohort.js';

/** A cohort folder of any kind: its dictionary, and where the records of each site are, in the order of the sites' names. */
export interface CohortSources {
  readonly dictionary: AnyDictionary;
  readonly sites: readonly { readonly name: string; readonly source: string }[];
}

const SITE = /^site-(.*?)(?:[.](?:csv|npz|parquet|ndjson|jsonl))?$/s;
const SITE_NAME = /^[a-z0-9-]{1,40}$/;

/**
 * Finds the sites of a cohort folder: `site-<name>` with the ending of a file of records, or a folder.
 * @param folder its name, for messages
 * @param names of what it holds; other names than those of sites are ignored
 * @param dictionary the text of its dictionary.json; null if there is none
 * @throws CohortError if the dictionary or every site is missing, or the name of a site is not allowed or there twice
 * @throws DictionaryError if the dictionary cannot be used
 */
export function cohortSources({ folder, names, dictionary }: { folder: string; names: readonly string[]; dictionary: string | null }): CohortSources {
  if (dictionary === null) throw new CohortError(`${folder}: there is no dictionary.json; add the public description of the data under this name.`);
  const sites = names.flatMap((source) => siteOf(source, folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sites.length === 0) throw new CohortError(`${folder}: there is no site-<name>; add one file or folder for each site, such as site-north.npz.`);
  const twice = sites.find(({ name }, at) => at > 0 && sites[at - 1].name === name);
  if (twice !== undefined) throw new CohortError(`${folder}: the site ${twice.name} is there twice; keep one file or folder of it.`);
  return { dictionary: parseAnyDictionary({ text: dictionary, file: `${folder}/dictionary.json` }), sites };
}

function siteOf(source: string, folder: string): { name: string; source: string }[] {
  const name = SITE.exec(source)?.[1];
  if (name === undefined) return [];
  if (!SITE_NAME.test(name)) throw new CohortError(`${folder}/${source}: the name of a site must be 1 to 40 of the characters a-z, 0-9 and -; rename it, such as site-north.`);
  return [{ name, source }];
}
