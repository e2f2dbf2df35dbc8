import { describe, expect, it } from '@jest/globals';
import { DictionaryError, dictionaryJson } from '@commonward/schema';
import { CohortError, cohortSources, fitbitDictionary, heartDiseaseDictionary } from './index.js';

const dictionary = dictionaryJson(fitbitDictionary);
const find = (names: readonly string[], text: string | null = dictionary) => cohortSources({ folder: 'trial', names, dictionary: text });

describe('a cohort folder of any kind', () => {
  it('has one file or folder for each site, in the order of their names', () => {
    expect(find(['site-west.npz', 'dictionary.json', 'site-east-2', 'notes.txt', 'test.npz', 'site-a.parquet'])).toEqual({
      dictionary: fitbitDictionary,
      sites: [{ name: 'a', source: 'site-a.parquet' }, { name: 'east-2', source: 'site-east-2' }, { name: 'west', source: 'site-west.npz' }],
    });
  });

  it('may be one of tables', () => {
    expect(find(['site-a.csv'], dictionaryJson(heartDiseaseDictionary)).dictionary).toEqual(heartDiseaseDictionary);
  });

  it.each([
    ['without a dictionary', ['site-a'], null, 'trial: there is no dictionary.json; add the public description of the data under this name.'],
    ['without a site', ['sitea.npz'], dictionary, 'trial: there is no site-<name>; add one file or folder for each site, such as site-north.npz.'],
    ['with a site twice', ['site-a', 'site-a.npz'], dictionary, 'trial: the site a is there twice; keep one file or folder of it.'],
    ['with a name that is not allowed', ['site-VA.npz'], dictionary, 'trial/site-VA.npz: the name of a site must be 1 to 40 of the characters a-z, 0-9 and -; rename it, such as site-north.'],
  ])('%s is refused in one sentence', (_, names, text, sentence) => {
    expect(() => find(names, text)).toThrow(new CohortError(sentence));
  });

  it('passes on what is wrong with the dictionary, with the place of the file', () => {
    expect(() => find(['site-a'], '{}')).toThrow(new DictionaryError(['trial/dictionary.json: field "kind" must be "table", "series" or "image".']));
  });
});
