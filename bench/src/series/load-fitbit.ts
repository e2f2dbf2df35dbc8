import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitbitDictionary, simulateFitbit } from '@commonward/cohorts';
import { csvRows, encodedDays, FindingList, inFile, seriesFiles, SeriesReader, TableFileError, type Findings, type SeriesDays, type SeriesDictionary, type SeriesRow } from '@commonward/schema';
import { UsageError } from '../usage-error.js';

const FOLDER = 'fitbit';

/** The dictionary and all whole days of Fitbit's export (Furberg et al. 2016, https://doi.org/10.5281/zenodo.53894; CC BY 4.0). */
export interface RealDays {
  readonly dictionary: SeriesDictionary;
  readonly days: SeriesDays;
}

/** @param dataDir the folder that holds the folder of Fitbit's files */
export function loadFitbit(dataDir: string): RealDays {
  const folder = join(dataDir, FOLDER);
  return daysOf(folder, (file) => {
    const path = join(folder, file);
    if (!existsSync(path)) throw new UsageError(`There is no ${path}; give --data-dir, the folder that holds ${FOLDER}/${file}.`);
    return readFileSync(path, 'utf8');
  });
}

/** Days of made-up persons, who follow from no real one. */
export function simulatedFitbit(): RealDays {
  const texts: Readonly<Record<string, string>> = simulateFitbit({ seed: createHash('sha256').update('bench:series').digest() });
  return daysOf('simulated', (file) => texts[file]);
}

function daysOf(folder: string, textOf: (file: string) => string): RealDays {
  const dictionary = ofSeries();
  const findings = new FindingList(folder, 'line');
  const reader = new SeriesReader(dictionary, findings);
  for (const file of seriesFiles(dictionary)) {
    const name = file.file ?? '';
    const about = inFile(findings, name);
    reader.readFile(file, rowsOf({ file: name, text: textOf(name) }, file.columns, about), about);
  }
  return { dictionary, days: joined([...encodedDays(reader.days(), dictionary, findings)]) };
}

function ofSeries(): SeriesDictionary {
  if (fitbitDictionary.kind !== 'series') throw new Error("Fitbit's dictionary is one of series.");
  return fitbitDictionary;
}

function* rowsOf({ file, text }: { readonly file: string; readonly text: string }, columns: readonly string[], findings: Findings): Iterable<SeriesRow> {
  const wanted = { columns: columns.map((name) => ({ name })), patientId: null };
  try {
    for (const { cells, header, line } of csvRows([text], { wanted, findings, file })) yield { cells: header.positions.map((position) => cells[position]), line };
  } catch (error) {
    if (error instanceof TableFileError) throw new UsageError(error.message);
    throw error;
  }
}

function joined(chunks: readonly SeriesDays[]): SeriesDays {
  const all = { rows: chunks.reduce((sum, { rows }) => sum + rows, 0), codes: new Array<number>(), values: new Array<number>(), patients: new Array<number>() };
  for (const { codes, values, patients } of chunks) {
    for (const code of codes) all.codes.push(code);
    for (const value of values) all.values.push(value);
    all.patients.push(...patients);
  }
  return { rows: all.rows, codes: Uint8Array.from(all.codes), values: Float64Array.from(all.values), patients: Int32Array.from(all.patients) };
}
