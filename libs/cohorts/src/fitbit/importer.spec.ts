import { describe, expect, it } from '@jest/globals';
import { CohortError, fitbitDictionary, fitbitFiles, importFitbit } from '../index.js';

const SEED = new Uint8Array(32);
const PERSONS = ['1503960366', '1624580081', '1844505072', '1927972279', '2022484408', '2026352035'];
const HOURS = ['4/12/2016 12:00:00 AM', '4/12/2016 1:00:00 AM'];
const HEADERS = { 'hourlySteps_merged.csv': 'Id,ActivityHour,StepTotal', 'hourlyCalories_merged.csv': 'Id,ActivityHour,Calories', 'hourlyIntensities_merged.csv': 'Id,ActivityHour,TotalIntensity,AverageIntensity' };
const text = (file: (typeof fitbitFiles)[number]) => `${[HEADERS[file], ...HOURS.flatMap((hour) => PERSONS.map((person, at) => `${person},${hour},${at}${file.includes('Int') ? ',0.1' : ''}`))].join('\r\n')}\r\n`;
const texts = { 'hourlySteps_merged.csv': text('hourlySteps_merged.csv'), 'hourlyCalories_merged.csv': text('hourlyCalories_merged.csv'), 'hourlyIntensities_merged.csv': text('hourlyIntensities_merged.csv') };
const linesOf = (content: Uint8Array | string | undefined) => String(content).trim().split('\n');

describe("Fitbit's export, dealt to four sites", () => {
  const { dictionary, files } = importFitbit(texts, SEED);
  const sites = ['north', 'east', 'south', 'west'];

  it('gives every site the three files of the dictionary, with their headers', () => {
    expect(dictionary).toEqual(fitbitDictionary);
    expect([...files.keys()]).toEqual(sites.flatMap((site) => fitbitFiles.map((file) => `site-${site}/${file}`)));
    for (const file of fitbitFiles) for (const site of sites) expect(linesOf(files.get(`site-${site}/${file}`))[0]).toBe(HEADERS[file]);
  });

  it('deals persons, not lines: all lines of a person are at one site, the same in every file, and none is lost', () => {
    const personsAt = (site: string, file: string) => linesOf(files.get(`site-${site}/${file}`)).slice(1).map((line) => line.split(',')[0]);
    for (const file of fitbitFiles) {
      const all = sites.flatMap((site) => linesOf(files.get(`site-${site}/${file}`)).slice(1));
      expect(all.sort()).toEqual(texts[file].trim().split('\r\n').slice(1).sort());
    }
    for (const site of sites) expect(new Set(personsAt(site, fitbitFiles[0]))).toEqual(new Set(personsAt(site, fitbitFiles[2])));
    expect(sites.map((site) => new Set(personsAt(site, fitbitFiles[0])).size)).toEqual([2, 2, 1, 1]);
    expect(new Set(sites.flatMap((site) => [...new Set(personsAt(site, fitbitFiles[0]))])).size).toBe(PERSONS.length);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(importFitbit(texts, SEED)).toEqual({ dictionary, files });
    expect(importFitbit(texts, SEED.map(() => 7)).files).not.toEqual(files);
  });

  it.each([['', 'line 1: a header that begins with Id is expected'], ['Id,x\nsecret,1\n', 'every line must begin with the number of a person']])('refuses "%s" in place of a file', (content, sentence) => {
    const broken = { ...texts, 'hourlySteps_merged.csv': content };
    expect(() => importFitbit(broken, SEED)).toThrow(CohortError);
    expect(() => importFitbit(broken, SEED)).toThrow(sentence);
  });
});
