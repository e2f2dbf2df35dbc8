import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importChestXray, simulateChestXrays, type CohortFiles } from '@commonward/cohorts';
import { NpzError } from '@commonward/schema/images';
import type { DemoCohort } from './demo-cohort.js';
import { DemoError } from './demo-error.js';
import { folderOfKind, keptCohort } from './kept-cohort.js';
import type { DemoOptions } from './options.js';

export const CHEST_XRAY = 'chest-xray';
const FILE = 'pneumoniamnist.npz';
/** Who gets which images is public, and the same each time. */
const DEAL = new Uint8Array(32);

/** The cohort, if the options ask for images; null if they ask for something else. @throws DemoError, CohortError or DictionaryError if it cannot be used */
export function chooseImages(options: Pick<DemoOptions, 'data' | 'dataDir' | 'simulated'>): DemoCohort | null {
  const { data, dataDir, simulated } = options;
  const folder = folderOfKind(options, 'image');
  if (folder !== null && !simulated) return keptCohort(folder);
  if (data !== CHEST_XRAY) return null;
  if (simulated) return simulation('as asked with --simulated');
  return dataDir === null ? simulation(`there is no ${FILE}; give the folder that holds ${CHEST_XRAY}/${FILE} with --data-dir`) : original(join(dataDir, CHEST_XRAY, FILE));
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
    dictionary,
    sites: sites.map(([name, content]) => ({ name: name.replace(/^site-|[.]npz$/g, ''), records: { kind: 'written', name, files: [[name, content]] } })),
    test: null,
  };
}
