import { parseDictionary, type DataDictionary } from '@commonward/schema';
import { CohortError } from './cohort.js';

/** What a cohort folder holds. */
export interface CohortFolder {
  readonly dictionary: DataDictionary;
  /** In the order of the names. */
  readonly sites: readonly { readonly name: string; readonly file: string; readonly text: string }[];
  /** The test set of a benchmark, if the folder has one. */
  readonly test: string | null;
}

const DICTIONARY = 'dictionary.json';
const TEST = 'test.csv';
const SITE_FILE = /^site-(.*)\.csv$/s;
const SITE_NAME = /^[a-z0-9-]{1,40}$/;

/** Whether a file of this name belongs to a cohort folder; other files need not be read. */
export function isCohortFile(name: string): boolean {
  return name === DICTIONARY || name === TEST || SITE_FILE.test(name);
}

/**
 * Reads a cohort folder: `dictionary.json`, one `site-<name>.csv` for each site and, if there is one, `test.csv`.
 *
 * @param folder name of the folder, for messages
 * @param files texts by file name, without the folder; files with other names are ignored
 * @throws CohortError if the dictionary or every site is missing, or the name of a site is not allowed
 * @throws DictionaryError if the dictionary cannot be used
 */
export function cohortFolder({ folder, files }: { folder: string; files: Readonly<Record<string, string>> }): CohortFolder {
  const texts = new Map(Object.entries(files));
  const dictionary = texts.get(DICTIONARY);
  if (dictionary === undefined) {
    throw new CohortError(`${folder}: there is no ${DICTIONARY}; add the public description of the columns under this name.`);
  }
  const sites = [...texts.keys()].flatMap((file) => siteName(file, folder)).sort(byName);
  if (sites.length === 0) {
    throw new CohortError(`${folder}: there is no site-<name>.csv; add one file for each site, such as site-north.csv.`);
  }
  return {
    dictionary: parseDictionary({ text: dictionary, file: `${folder}/${DICTIONARY}` }),
    sites: sites.map(({ name, file }) => ({ name, file, text: texts.get(file) ?? '' })),
    test: texts.get(TEST) ?? null,
  };
}

function siteName(file: string, folder: string): { name: string; file: string }[] {
  const name = SITE_FILE.exec(file)?.[1];
  if (name === undefined) return [];
  if (!SITE_NAME.test(name)) {
    throw new CohortError(
      `${folder}/${file}: the name of a site must be 1 to 40 of the characters a-z, 0-9 and -; rename the file, such as site-north.csv.`,
    );
  }
  return [{ name, file }];
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
