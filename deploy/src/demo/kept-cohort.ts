import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCohort } from '@commonward/cohorts/files';
import { parseAnyDictionary, type AnyDictionary } from '@commonward/schema';
import type { DemoCohort } from './demo-cohort.js';
import type { DemoOptions } from './options.js';

/** The folder that the options name, if its dictionary is one of this kind. The records are not looked for: the original files of a data set have names of their own. */
export function folderOfKind({ data, dataDir }: Pick<DemoOptions, 'data' | 'dataDir'>, kind: AnyDictionary['kind']): string | null {
  return [data, ...(dataDir === null ? [] : [join(dataDir, data)])].find((folder) => holds(folder, kind)) ?? null;
}

function holds(folder: string, kind: AnyDictionary['kind']): boolean {
  const file = join(folder, 'dictionary.json');
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true && parseAnyDictionary({ text: readFileSync(file, 'utf8'), file }).kind === kind;
}

/** A cohort folder whose records stay where they are. @throws CohortError or DictionaryError if it cannot be used */
export function keptCohort(folder: string): DemoCohort {
  const { dictionary, sites } = openCohort(folder);
  const headline = `Data: ${dictionary.title}, ${sites.length} ${sites.length === 1 ? 'site' : 'sites'}, from ${folder}.`;
  return { dataset: dictionary.name, simulated: false, headline, dictionary, sites: sites.map(({ name, source }) => ({ name, records: { kind: 'kept', path: source } })), test: null };
}
