import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCohort } from './load-cohort.js';
import type { CohortRequest } from './load-cohort.js';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'commonward-cohorts-'));
});
afterAll(() => rmSync(home, { recursive: true }));

const dictionary = JSON.stringify({
  name: 'toy', kind: 'table', unit: 'patient', target: 'ill',
  columns: [
    { name: 'age', type: 'numeric', min: 0, max: 100, missing: '' },
    { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
  ],
});
const files = { 'dictionary.json': dictionary, 'site-north.csv': 'ill,age\nyes,60\nno,\n', 'site-south.csv': 'age,ill\n30,no\n' };

/** Writes a folder and returns its path. */
function aFolder(name: string, contents: Record<string, string>): string {
  const folder = join(home, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(contents)) writeFileSync(join(folder, file), text);
  return folder;
}

function load(request: Partial<CohortRequest>, warnings: string[] = []) {
  return loadCohort({ data: 'none', dataDir: null, warn: (sentence) => warnings.push(sentence), ...request });
}

describe('loadCohort', () => {
  it('reads the sites of a cohort folder in the order of their names', () => {
    const { sites, test } = load({ data: aFolder('plain', files) });
    expect(sites.map(({ name, table }) => [name, table.rows])).toEqual([['north', 2], ['south', 1]]);
    expect([...sites[0].table.columns[0]]).toEqual([60, NaN]);
    expect(test).toBeNull();
  });

  it('takes test.csv as the test rows', () => {
    const { test } = load({ data: aFolder('tested', { ...files, 'test.csv': 'age,ill\n1,no\n2,yes\n' }) });
    expect(test?.rows).toBe(2);
  });

  it('finds a folder by its name under the data folder', () => {
    aFolder('named', files);
    expect(load({ data: 'named', dataDir: home }).sites).toHaveLength(2);
  });

  it('tells the holder about rows it could not use', () => {
    const warnings: string[] = [];
    load({ data: aFolder('faulty', { ...files, 'site-south.csv': 'age,ill\nold,no\n40,no\n' }) }, warnings);
    expect(warnings).toEqual([expect.stringContaining('site-south.csv')]);
  });

  it('imports the original Heart Disease files, and says when they are not the originals', () => {
    const line = '63,1,1,145,233,1,2,150,0,2.3,3,0,6,0\n67,1,4,160,286,0,2,108,1,1.5,2,3,3,2\n';
    const originals = ['cleveland', 'hungarian', 'switzerland', 'va'].map((site) => [`processed.${site}.data`, line] as const);
    aFolder('heart-disease', Object.fromEntries(originals));
    const warnings: string[] = [];
    const { dictionary: ours, sites } = load({ data: 'heart-disease', dataDir: home }, warnings);
    expect(ours.public).toBe(true);
    expect(sites.map(({ table }) => table.rows)).toEqual([2, 2, 2, 2]);
    expect(warnings).toHaveLength(4);
    expect(warnings[0]).toMatch(/processed\.cleveland\.data.*not comparable/);
  });

  it.each([
    ['an unknown name', { data: 'atlantis' }, /neither a known data set \(heart-disease\) nor a folder/],
    ['a known name without its place', { data: 'heart-disease' }, /pass --data-dir/],
    ['a known name in the wrong place', { data: 'heart-disease', dataDir: '/nowhere' }, /no folder \/nowhere\/heart-disease/],
  ])('refuses %s with one sentence', (_, request, sentence) => {
    expect(() => load(request)).toThrow(sentence);
  });

  it('refuses a folder with some of the original files', () => {
    const folder = aFolder('partial', { 'processed.va.data': '' });
    expect(() => load({ data: folder })).toThrow(/processed\.cleveland\.data, processed\.hungarian\.data, processed\.switzerland\.data is missing/);
  });
});
