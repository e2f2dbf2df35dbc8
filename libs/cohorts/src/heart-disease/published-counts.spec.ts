import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDictionary, readTable } from '@commonward/schema';
import {
  checkHeartDiseaseFile,
  heartDiseaseDictionary,
  heartDiseaseFiles,
  importHeartDisease,
  simulateHeartDisease,
  type Cohort,
} from '../index.js';

const folder = join(process.env.COMMONWARD_DATA ?? '', 'heart-disease');
const vectors = new URL('../../../../test/vectors/heart-disease-counts.json', import.meta.url);
const { source: _, ...published } = JSON.parse(readFileSync(vectors, 'utf8')) as Record<string, unknown>;

/** Records, diseased patients, women and missing cells of every site, and all findings of reading them. */
function counted({ dictionary, sites }: Cohort) {
  const read = sites.map(({ name, csv }) => ({ name, ...readTable({ text: csv, file: `site-${name}.csv`, dictionary }) }));
  const counts = read.map(({ name, table }) => {
    const column = (wanted: string) => [...table.columns[dictionary.columns.findIndex((c) => c.name === wanted)]];
    const missing = dictionary.columns.map((c) => [c.name, column(c.name).filter(Number.isNaN).length] as const);
    const site = {
      records: table.rows,
      diseased: column('disease').filter((code) => code === 1).length,
      women: column('sex').filter((code) => code === 0).length,
      missing: Object.fromEntries(missing.filter(([, count]) => count > 0)),
    };
    return [name, site] as const;
  });
  return { counts: Object.fromEntries(counts), findings: read.flatMap(({ findings }) => findings) };
}

describe('the simulated hospitals', () => {
  it('have the published sizes, balances and missing values, and are read without findings', () => {
    const cohort = simulateHeartDisease({ seed: new Uint8Array(32) });
    expect(counted(cohort)).toEqual({ counts: published, findings: [] });
  });

  it('use zero for missing cholesterol where the originals do', () => {
    const { sites } = simulateHeartDisease({ seed: new Uint8Array(32) });
    const zeros = sites.map(({ csv }) => csv.split('\n').filter((line) => line.split(',')[4] === '0').length);
    expect(zeros).toEqual([0, 0, 123, 49]);
  });
});

function originals(): Cohort {
  const text = (site: string) => readFileSync(join(folder, `processed.${site}.data`), 'utf8');
  return importHeartDisease({
    cleveland: text('cleveland'),
    hungarian: text('hungarian'),
    switzerland: text('switzerland'),
    va: text('va'),
  });
}

describe('the original files', () => {
  if (process.env.COMMONWARD_DATA === undefined || !existsSync(folder)) {
    it('are looked at only where COMMONWARD_DATA names a folder that holds heart-disease/', () => {
      const addresses = heartDiseaseFiles.map(({ url }) => url).join(' ');
      console.info(
        `Skipped: the original Heart Disease files. To check them, put them into heart-disease/ of the folder COMMONWARD_DATA: ${addresses}`,
      );
      expect(heartDiseaseFiles).toHaveLength(4);
    });
    return;
  }

  it.each(heartDiseaseFiles.map((pinned) => [pinned.file, pinned] as const))('include the pinned %s', (file, pinned) => {
    expect(() => checkHeartDiseaseFile(pinned, readFileSync(join(folder, file)))).not.toThrow();
  });

  it('are described by the built-in dictionary, which only adds that they are public', () => {
    const file = join(folder, 'dictionary.json');
    const reference = parseDictionary({ text: readFileSync(file, 'utf8'), file });
    expect(heartDiseaseDictionary).toEqual({ ...reference, public: true });
  });

  it('give 920 records with the published balances and missing values, without findings', () => {
    const { counts, findings } = counted(originals());
    expect(counts).toEqual(published);
    expect(Object.values(counts).reduce((sum, { records }) => sum + records, 0)).toBe(920);
    expect(findings).toEqual([]);
  });
});
