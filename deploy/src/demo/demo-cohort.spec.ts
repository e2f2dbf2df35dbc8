import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heartDiseaseDictionary, heartDiseaseFiles, simulateChestXrays } from '@commonward/cohorts';
import { writeCohort } from '@commonward/cohorts/files';
import { dictionaryJson } from '@commonward/schema';
import { chooseCohort } from './demo-cohort.js';

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
});
