import { describe, expect, it } from '@jest/globals';
import { readTable } from '@commonward/schema';
import { checkHeartDiseaseFile, CohortError, heartDiseaseDictionary, heartDiseaseFiles, importHeartDisease } from '../index.js';

const line = '63.0,1.0,1.0,145.0,0,1.0,2.0,150.0,0.0,.7,?,0.0,6.0,0';
const texts = { cleveland: `${line}\n`, hungarian: `${line}\n`, switzerland: `${line}\n`, va: `${line}\n` };

describe('importHeartDisease', () => {
  it('adds the header, keeps the cells and turns the extent of the disease into yes or no', () => {
    const extents = [0, 1, 2, 3, 4].map((extent) => line.replace(/0$/, `${extent}`));
    const { sites } = importHeartDisease({ ...texts, va: `${extents.join('\r\n')}\r\n` });
    expect(sites.map(({ name }) => name)).toEqual(['cleveland', 'hungarian', 'switzerland', 'va']);
    expect(sites[0].csv).toBe(`age,sex,cp,trestbps,chol,fbs,restecg,thalach,exang,oldpeak,slope,ca,thal,disease\n${line}\n`);
    const { table, findings } = readTable({ text: sites[3].csv, file: 'site-va.csv', dictionary: heartDiseaseDictionary });
    expect([...table.columns[13]]).toEqual([0, 1, 1, 1, 1]);
    expect(findings).toEqual([]);
  });

  it('keeps zeros that mean missing, which the dictionary knows', () => {
    const { table } = readTable({ text: importHeartDisease(texts).sites[0].csv, file: 'a.csv', dictionary: heartDiseaseDictionary });
    expect(table.columns.slice(3, 5).map(([value]) => value)).toEqual([145, NaN]);
  });

  it.each([
    ['age,sex,cp', 'processed.va.data, line 2: 14 cells are expected, and there are 3'],
    [line.replace('145.0', 'CANARY'), 'processed.va.data, line 2, column "trestbps": a number or ? is expected'],
    [line.replace(/0$/, '5'), 'processed.va.data, line 2, column "num": one of 0, 1, 2, 3, 4 is expected'],
    [line.replace(/0$/, '?'), 'processed.va.data, line 2, column "num": one of 0, 1, 2, 3, 4 is expected'],
  ])('refuses the line %j and names its place', (broken, message) => {
    const run = () => importHeartDisease({ ...texts, va: `${line}\n${broken}\n` });
    expect(run).toThrow(CohortError);
    expect(run).toThrow(message);
    expect(run).not.toThrow('CANARY');
  });

  it('refuses an empty file', () => {
    expect(() => importHeartDisease({ ...texts, hungarian: '\n' })).toThrow('processed.hungarian.data: the file holds no records');
  });
});

describe('checkHeartDiseaseFile', () => {
  it('refuses a file that is not the original, and names its address', () => {
    const [cleveland] = heartDiseaseFiles;
    expect(() => checkHeartDiseaseFile(cleveland, new TextEncoder().encode(line))).toThrow(/^processed\.cleveland\.data: .*fetch it from https:\/\/archive\.ics\.uci\.edu\//);
  });
});
