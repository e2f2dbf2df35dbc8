import { checkHeartDiseaseFile, cohortFolder, CohortError, heartDiseaseFiles, importHeartDisease, isCohortFile } from '@commonward/cohorts';
import type { HeartDiseaseSite } from '@commonward/cohorts';
import type { SiteRecords } from '@commonward/evaluation';
import { readTable } from '@commonward/schema';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './usage-error.js';

/** Everything a benchmark knows about the patients: a real coordinator never sees it in one place. */
export interface Cohort {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  /** The test rows a cohort folder fixes; null if it leaves the split to the benchmark. */
  readonly test: RecordTable | null;
}

export interface CohortRequest {
  /** A known data set or a folder. */
  readonly data: string;
  /** Where known data sets lie; null if not given. */
  readonly dataDir: string | null;
  /** Takes sentences about the files, for the screen of whoever holds them. */
  readonly warn: (sentence: string) => void;
}

const HEART_DISEASE = 'heart-disease';

/**
 * Reads a cohort folder or the original Heart Disease files.
 *
 * @throws UsageError, CohortError, DictionaryError or TableFileError if the data cannot be used
 */
export function loadCohort({ data, dataDir, warn }: CohortRequest): Cohort {
  const folder = folderOf(data, dataDir);
  const names = readdirSync(folder);
  if (heartDiseaseFiles.some(({ file }) => names.includes(file))) return heartDisease(folder, names, warn);
  const files = Object.fromEntries(names.filter(isCohortFile).map((name) => [name, textOf(join(folder, name))]));
  const { dictionary, sites, test } = cohortFolder({ folder, files });
  const table = (text: string, file: string): RecordTable => records({ text, file: join(folder, file), dictionary, warn });
  return {
    dictionary,
    sites: sites.map(({ name, file, text }) => ({ name, table: table(text, file) })),
    test: test === null ? null : table(test, 'test.csv'),
  };
}

function folderOf(data: string, dataDir: string | null): string {
  const candidates = dataDir === null ? [data] : [join(dataDir, data), data];
  const folder = candidates.find(isFolder);
  if (folder !== undefined) return folder;
  if (data !== HEART_DISEASE) {
    throw new UsageError(`--data ${data}: this is neither a known data set (${HEART_DISEASE}) nor a folder; name one of them.`);
  }
  const looked = dataDir === null ? 'pass --data-dir, the folder that holds it' : `there is no folder ${candidates[0]}; correct --data-dir`;
  throw new UsageError(`--data ${HEART_DISEASE}: ${looked}.`);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function heartDisease(folder: string, names: readonly string[], warn: (sentence: string) => void): Cohort {
  const absent = heartDiseaseFiles.filter(({ file }) => !names.includes(file)).map(({ file }) => file);
  if (absent.length > 0) throw new UsageError(`${folder}: ${absent.join(', ')} is missing; the data set has four original files.`);
  for (const pinned of heartDiseaseFiles) warnOfCopies(() => checkHeartDiseaseFile(pinned, bytesOf(join(folder, pinned.file))), warn);
  const texts = Object.fromEntries(heartDiseaseFiles.map(({ site, file }) => [site, textOf(join(folder, file))]));
  const { dictionary, sites } = importHeartDisease(texts as Record<HeartDiseaseSite, string>);
  return {
    dictionary,
    sites: sites.map(({ name, csv }) => ({ name, table: records({ text: csv, file: `processed.${name}.data`, dictionary, warn }) })),
    test: null,
  };
}

/** A changed copy can be scored, but its scores stand for themselves. */
function warnOfCopies(check: () => void, warn: (sentence: string) => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof CohortError)) throw error;
    warn(`${error.message} Scores are not comparable with those of the original.`);
  }
}

interface TableText {
  readonly text: string;
  readonly file: string;
  readonly dictionary: DataDictionary;
  readonly warn: (sentence: string) => void;
}

function records({ text, file, dictionary, warn }: TableText): RecordTable {
  const { table, findings } = readTable({ text, file, dictionary });
  findings.forEach(({ message }) => warn(message));
  return table;
}

function textOf(path: string): string {
  return bytesOf(path).toString('utf8');
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new UsageError(`${path}: the file cannot be read; check that it is a file and its permissions.`);
  }
}
