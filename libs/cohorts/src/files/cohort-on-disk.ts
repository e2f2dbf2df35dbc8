import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dictionaryJson } from '@commonward/schema';
import { CohortError } from '../cohort.js';
import type { CohortFiles } from '../cohort-files.js';
import { cohortSources, type CohortSources } from '../cohort-sources.js';

const DICTIONARY = 'dictionary.json';

/** Where the records of each site of a cohort folder are. @throws CohortError or DictionaryError if it cannot be used */
export function openCohort(folder: string): CohortSources {
  if (!existsSync(folder)) throw new CohortError(`${folder}: there is no such folder; correct the path.`);
  const names = readdirSync(folder);
  const dictionary = names.includes(DICTIONARY) ? readFileSync(join(folder, DICTIONARY), 'utf8') : null;
  const { sites, ...found } = cohortSources({ folder, names, dictionary });
  return { ...found, sites: sites.map(({ name, source }) => ({ name, source: join(folder, source) })) };
}

/** Writes what an importer made as a cohort folder. @throws CohortError if something of that name is there already */
export function writeCohort({ dictionary, files }: CohortFiles, folder: string): void {
  if (existsSync(folder)) throw new CohortError(`${folder}: this is there already; name a folder that is not.`);
  for (const [name, content] of [[DICTIONARY, dictionaryJson(dictionary)] as const, ...files]) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
