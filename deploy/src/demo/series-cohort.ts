import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitbitFiles, importFitbit, simulateFitbit, type CohortFiles, type FitbitTexts } from '@commonward/cohorts';
import type { DemoCohort, DemoHospital } from './demo-cohort.js';
import { DemoError } from './demo-error.js';
import { folderOfKind, keptCohort } from './kept-cohort.js';
import type { DemoOptions } from './options.js';

export const FITBIT = 'fitbit';
/** Who is at which hospital is public, and the same each time. */
const DEAL = new Uint8Array(32);

/** The cohort, if the options ask for days; null if they ask for something else. @throws DemoError, CohortError or DictionaryError if it cannot be used */
export function chooseSeries(options: Pick<DemoOptions, 'data' | 'dataDir' | 'simulated'>): DemoCohort | null {
  const { data, dataDir, simulated } = options;
  const folder = folderOfKind(options, 'series');
  if (folder !== null && !simulated) return keptCohort(folder);
  if (data !== FITBIT) return null;
  if (simulated) return simulation('as asked with --simulated');
  return dataDir === null ? simulation(`there is no ${fitbitFiles[0]}; give the folder that holds ${FITBIT}/${fitbitFiles[0]} with --data-dir`) : original(join(dataDir, FITBIT));
}

function original(folder: string): DemoCohort {
  const texts = Object.fromEntries(fitbitFiles.map((file) => [file, textOf(join(folder, file))])) as FitbitTexts;
  return dealt(importFitbit(texts, DEAL), { simulated: false, headline: 'Data: real days of 33 adults (Fitbit export of 2016), dealt to four hospitals by person.' });
}

function textOf(path: string): string {
  if (!existsSync(path)) throw new DemoError(`There is no ${path}; give the folder that holds ${FITBIT}/ with --data-dir, or --simulated.`);
  return readFileSync(path, 'utf8');
}

function simulation(why: string): DemoCohort {
  const seed = new Uint8Array(randomBytes(32));
  return dealt(importFitbit(simulateFitbit({ seed }), seed), { simulated: true, headline: `Data: SIMULATED, made-up days of persons at four hospitals, no real person (${why}).` });
}

function dealt({ dictionary, files }: CohortFiles, about: Pick<DemoCohort, 'simulated' | 'headline'>): DemoCohort {
  const names = [...new Set([...files.keys()].map((file) => file.split('/')[0]))];
  const sites = names.map((name): DemoHospital => ({ name: name.replace(/^site-/, ''), records: { kind: 'written', name, files: [...files].filter(([file]) => file.startsWith(`${name}/`)) } }));
  return { ...about, dataset: FITBIT, dictionary, sites, test: null };
}
