import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { importChestXray, simulateChestXrays, type CohortFiles } from '@commonward/cohorts';
import { openCohort } from '@commonward/cohorts/files';
import { NpzError } from '@commonward/schema/images';
import { parseAnyDictionary, type ImageDictionary } from '@commonward/schema';
import type { DemoCohort } from './demo-cohort.js';
import { DemoError } from './demo-error.js';
import type { DemoOptions } from './options.js';

export const CHEST_XRAY = 'chest-xray';
const FILE = 'pneumoniamnist.npz';
/** Who gets which images is public, and the same each time. */
const DEAL = new Uint8Array(32);

/** The cohort, if the options ask for images; null if they ask for something else. @throws DemoError, CohortError or DictionaryError if it cannot be used */
export function chooseImages({ data, dataDir, simulated }: Pick<DemoOptions, 'data' | 'dataDir' | 'simulated'>): DemoCohort | null {
  const folder = [data, ...(dataDir === null ? [] : [join(dataDir, data)])].find(holdsImages);
  if (folder !== undefined && !simulated) return keptIn(folder);
  if (data !== CHEST_XRAY) return null;
  if (simulated) return simulation('as asked with --simulated');
  return dataDir === null ? simulation(`there is no ${FILE}; give the folder that holds ${CHEST_XRAY}/${FILE} with --data-dir`) : original(join(dataDir, CHEST_XRAY, FILE));
}

/** Whether the dictionary in a folder is one of images. The records are not looked for: the original files of a data set have names of their own. */
function holdsImages(folder: string): boolean {
  const file = join(folder, 'dictionary.json');
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true && parseAnyDictionary({ text: readFileSync(file, 'utf8'), file }).kind === 'image';
}

function keptIn(folder: string): DemoCohort {
  const { dictionary, sites } = openCohort(folder);
  const images = imagesOnly(dictionary);
  return { dataset: images.name, simulated: false, headline: `Data: ${images.title}, ${sites.length} sites, from ${folder}.`, dictionary: images, sites: sites.map(({ name, source }) => ({ name, records: { kind: 'kept', path: source } })), test: null };
}

function original(path: string): DemoCohort {
  if (!existsSync(path)) throw new DemoError(`There is no ${path}; give the folder that holds ${CHEST_XRAY}/${FILE} with --data-dir, or --simulated.`);
  try {
    return dealt(importChestXray(readFileSync(path), DEAL), { simulated: false, headline: 'Data: real chest X-rays of children (PneumoniaMNIST), dealt to four hospitals.' });
  } catch (error) {
    if (error instanceof NpzError) throw new DemoError(`${path}: ${error.message}.`);
    throw error;
  }
}

const simulation = (why: string): DemoCohort => dealt(simulateChestXrays({ seed: randomBytes(32) }), { simulated: true, headline: `Data: SIMULATED, made-up images of four hospitals, no real patient (${why}).` });

function dealt({ dictionary, files }: CohortFiles, about: Pick<DemoCohort, 'simulated' | 'headline'>): DemoCohort {
  const sites = [...files].filter(([name]) => name.startsWith('site-'));
  return {
    ...about,
    dataset: CHEST_XRAY,
    dictionary: imagesOnly(dictionary),
    sites: sites.map(([name, content]) => ({ name: name.replace(/^site-|[.]npz$/g, ''), records: { kind: 'written', name, content } })),
    test: null,
  };
}

function imagesOnly(dictionary: CohortFiles['dictionary']): ImageDictionary {
  if (dictionary.kind !== 'image') throw new DemoError('A dictionary of images is expected.');
  return dictionary;
}
