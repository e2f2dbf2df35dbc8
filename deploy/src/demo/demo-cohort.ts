import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CohortError, checkHeartDiseaseFile, heartDiseaseFiles, heartDiseaseSource, importHeartDisease, simulateHeartDisease, type Cohort } from '@commonward/cohorts';
import { isKnownDataSet, loadCohort, type LoadedCohort } from '@commonward/cohorts/files';
import { stratifiedSplit } from '@commonward/evaluation';
import { dictionaryJson, readTable, tableCsv, type AnyDictionary, type DataDictionary, type RecordTable } from '@commonward/schema';
import { chooseImages } from './image-cohort.js';
import type { DemoOptions } from './options.js';
import { chooseSeries } from './series-cohort.js';

/** What the demo's hospitals hold, and what the demo itself may compare with afterwards. */
export interface DemoCohort {
  readonly dataset: string;
  readonly simulated: boolean;
  /** The first line the demo prints. */
  readonly headline: string;
  readonly dictionary: AnyDictionary;
  readonly sites: readonly DemoHospital[];
  /** Of a public table real records that reached no hospital; null where there are none to be had. */
  readonly test: TestTables | null;
}

export interface TestTables {
  /** Of each hospital, in their order, or one table where nobody knows whose they are. */
  readonly tables: readonly RecordTable[];
  readonly dictionary: DataDictionary;
}

export interface DemoHospital {
  readonly name: string;
  readonly records: HospitalRecords;
}

/** The hospital's own file or folder, where it keeps every record of it; or what the demo writes for it: files, in the file or the folder of this name. */
export type HospitalRecords = { readonly kind: 'kept'; readonly path: string } | { readonly kind: 'written'; readonly name: string; readonly files: readonly (readonly [string, string | Uint8Array])[] };

const SPLIT_SEED = 1;
const DOWNLOAD_MS = 6000;

/** Real records if a folder is given or they can be downloaded with their pinned checksum, else the simulator. */
export async function chooseCohort(options: Pick<DemoOptions, 'data' | 'dataDir' | 'simulated'>, warn: (line: string) => void): Promise<DemoCohort> {
  const other = chooseImages(options) ?? chooseSeries(options);
  if (other !== null) return other;
  if (options.simulated) return simulated('as asked with --simulated');
  const { data, dataDir } = options;
  if (!isKnownDataSet(data) || dataDir !== null) {
    const cohort = loadCohort({ data, dataDir, warn });
    return prepared(cohort, { dataset: cohort.dictionary.name, simulated: false, headline: `Data: ${cohort.dictionary.title}, ${cohort.sites.length} sites, from ${cohort.folder}.` });
  }
  const downloaded = await downloadHeartDisease();
  if (typeof downloaded === 'string') return simulated(downloaded);
  return prepared(tables(downloaded), { dataset: 'heart-disease', simulated: false, headline: `Data: real records, ${heartDiseaseSource.title}, downloaded and checked.` });
}

function simulated(why: string): DemoCohort {
  return prepared(tables(simulateHeartDisease({ seed: randomBytes(32) })), {
    dataset: 'heart-disease',
    simulated: true,
    headline: `Data: SIMULATED, four made-up hospitals, no real patient (${why}).`,
  });
}

/** Public cohorts are split so that there is something unseen to test on; other records all stay with their hospitals. */
function prepared(cohort: LoadedCohort, about: Pick<DemoCohort, 'dataset' | 'simulated' | 'headline'>): DemoCohort {
  const { dictionary, sites, test } = cohort;
  const hospital = ({ name, table, file }: LoadedCohort['sites'][number]): DemoHospital => ({
    name,
    records: file === null ? { kind: 'written', name: `site-${name}.csv`, files: [[`site-${name}.csv`, tableCsv(table, dictionary)]] } : { kind: 'kept', path: file },
  });
  if (test !== null || !dictionary.public) return { ...about, dictionary, sites: sites.map(hospital), test: test === null ? null : { tables: [test], dictionary } };
  const split = stratifiedSplit(sites, dictionary, SPLIT_SEED);
  return { ...about, dictionary, sites: split.sites.map((site) => hospital({ ...site, file: null })), test: { tables: split.tests, dictionary } };
}

function tables({ dictionary, sites }: Cohort): LoadedCohort {
  const table = (name: string, text: string) => readTable({ text, file: name, dictionary }).table;
  return { folder: '', dictionary, sites: sites.map(({ name, csv }) => ({ name, table: table(name, csv), file: null })), test: null };
}

/** @returns the records, or why there are none */
async function downloadHeartDisease(): Promise<Cohort | string> {
  try {
    const signal = AbortSignal.timeout(DOWNLOAD_MS);
    const texts = await Promise.all(
      heartDiseaseFiles.map(async (pinned) => {
        const bytes = new Uint8Array(await (await fetch(pinned.url, { signal })).arrayBuffer());
        checkHeartDiseaseFile(pinned, bytes);
        return [pinned.site, new TextDecoder().decode(bytes)] as const;
      }),
    );
    return importHeartDisease(Object.fromEntries(texts) as Parameters<typeof importHeartDisease>[0]);
  } catch (error) {
    if (error instanceof CohortError) return `the download was not the original: ${error.message}`;
    return 'the real records could not be downloaded; give a folder with --data-dir';
  }
}

export const hospitalFolder = (directory: string, { name }: DemoHospital): string => join(directory, 'hospitals', name);

/** Where a hospital's records lie. */
export const recordsFile = (directory: string, { records }: DemoHospital): string => (records.kind === 'kept' ? records.path : join(directory, records.name));

/** One folder for each hospital, holding its records and nothing of the others'. */
export function writeHospital(directory: string, hospital: DemoHospital, dictionary: DemoCohort['dictionary']): { records: string; dictionary: string } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const paths = { records: recordsFile(directory, hospital), dictionary: join(directory, 'dictionary.json') };
  for (const [name, content] of hospital.records.kind === 'written' ? hospital.records.files : []) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, { mode: 0o600 });
  }
  writeFileSync(paths.dictionary, dictionaryJson(dictionary));
  return paths;
}
