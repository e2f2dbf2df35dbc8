import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitbitDictionary, fitbitFiles, heartDiseaseDictionary, heartDiseaseFiles, importFitbit, simulateChestXrays, simulateFitbit } from '@commonward/cohorts';
import { writeCohort } from '@commonward/cohorts/files';
import { dictionaryJson } from '@commonward/schema';
import { chooseCohort, writeHospital } from './demo-cohort.js';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'commonward-demo-'));
});
afterAll(() => rmSync(home, { recursive: true }));

const choose = (data: string, dataDir: string | null, warnings: string[] = []) =>
  chooseCohort({ data, dataDir, simulated: false }, (line) => warnings.push(line));

describe('chooseCohort', () => {
  it('takes the original Heart Disease files from a folder that describes them as well', async () => {
    const folder = join(home, 'heart-disease');
    mkdirSync(folder);
    writeFileSync(join(folder, 'dictionary.json'), dictionaryJson(heartDiseaseDictionary));
    const ill = '63,1,1,145,233,1,2,150,0,2.3,3,0,6,2\n';
    for (const { file } of heartDiseaseFiles) writeFileSync(join(folder, file), `${ill.replace('2\n', '0\n')}${ill}`.repeat(10));
    const { dataset, simulated, sites } = await choose('heart-disease', home);
    expect([dataset, simulated, sites.map(({ name }) => name)]).toEqual(['heart-disease', false, ['cleveland', 'hungarian', 'switzerland', 'va']]);
  });

  it('leaves the images of a cohort folder where they lie', async () => {
    const folder = join(home, 'images');
    writeCohort(simulateChestXrays({ seed: new Uint8Array(32) }), folder);
    const { dictionary, sites } = await choose(folder, null);
    expect(dictionary.kind).toBe('image');
    expect(sites.map(({ records }) => records)).toEqual(sites.map(({ name }) => ({ kind: 'kept', path: join(folder, `site-${name}.npz`) })));
  });

  it("deals the original files of Fitbit's export from a folder that describes them as well, a folder to each hospital", async () => {
    const folder = join(home, 'fitbit');
    mkdirSync(folder);
    writeFileSync(join(folder, 'README.md'), 'Original files');
    const texts = simulateFitbit({ seed: new Uint8Array(32), days: 2 });
    for (const file of fitbitFiles) writeFileSync(join(folder, file), texts[file]);
    const { dataset, simulated, dictionary, sites } = await choose('fitbit', home);
    expect({ dataset, simulated, dictionary }).toEqual({ dataset: 'fitbit', simulated: false, dictionary: fitbitDictionary });
    const [north] = sites;
    const written = writeHospital(join(home, 'north'), north, dictionary);
    expect(readdirSync(written.records).sort()).toEqual([...fitbitFiles].sort());
    expect(sites.map(({ name }) => name)).toEqual(['north', 'east', 'south', 'west']);
    rmSync(join(folder, fitbitFiles[1]));
    await expect(choose('fitbit', home)).rejects.toThrow(`There is no ${join(folder, fitbitFiles[1])}; give the folder that holds fitbit/ with --data-dir, or --simulated.`);
  });

  it('leaves the days of a cohort folder where they lie', async () => {
    const folder = join(home, 'days');
    writeCohort(importFitbit(simulateFitbit({ seed: new Uint8Array(32), days: 1 }), new Uint8Array(32)), folder);
    const { dictionary, sites } = await choose(folder, null);
    expect(dictionary.kind).toBe('series');
    expect(sites.map(({ records }) => records)).toEqual(sites.map(({ name }) => ({ kind: 'kept', path: join(folder, `site-${name}`) })));
  });
});
