import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heartDiseaseDictionary, simulateHeartDisease, type HeartDiseaseSite } from '@commonward/cohorts';
import { dictionaryJson, type AnyDictionary, type DataDictionary } from '@commonward/schema';

/** Five columns: a study of them is planned, released and trained in a second. */
export const smallDictionary: DataDictionary = {
  ...heartDiseaseDictionary,
  columns: heartDiseaseDictionary.columns.filter(({ name }) => ['age', 'sex', 'cp', 'chol', 'disease'].includes(name)),
};

export const somePolicy = { epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

const records = new Map(simulateHeartDisease({ seed: new Uint8Array(32).fill(7) }).sites.map(({ name, csv }) => [name, csv]));

/** The simulated records of a hospital, the same in every run. */
export function recordsOf(site: HeartDiseaseSite): string {
  return records.get(site) ?? '';
}

export interface HospitalFiles {
  readonly records: string;
  readonly dictionary: string;
  readonly policy: string;
}

export interface HospitalContent {
  readonly records: string | Uint8Array;
  /** The name of the file of its records, which says how it is read; `records.csv` unless it is another. */
  readonly file?: string;
  readonly dictionary: AnyDictionary;
  readonly policy: object;
}

/** Writes what a hospital has before it joins into a folder of its own. */
export function writeHospital(folder: string, { file = 'records.csv', ...content }: HospitalContent): HospitalFiles {
  mkdirSync(folder, { recursive: true });
  const files = { records: join(folder, file), dictionary: join(folder, 'dictionary.json'), policy: join(folder, 'policy.json') };
  writeFileSync(files.records, content.records);
  writeFileSync(files.dictionary, dictionaryJson(content.dictionary));
  writeFileSync(files.policy, JSON.stringify(content.policy));
  return files;
}
