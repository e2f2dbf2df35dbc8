import { describe, expect, it } from '@jest/globals';
import { DictionaryError, dictionaryJson } from '@commonward/schema';
import { cohortFolder, CohortError, heartDiseaseDictionary, isCohortFile } from './index.js';

const dictionary = dictionaryJson(heartDiseaseDictionary);
const read = (files: Record<string, string>) => cohortFolder({ folder: 'trial', files });

describe('cohortFolder', () => {
  it('finds the dictionary, the sites in the order of their names, and the test set', () => {
    const folder = read({ 'site-west.csv': 'w', 'test.csv': 't', 'dictionary.json': dictionary, 'site-east-2.csv': 'e', 'notes.txt': '' });
    expect(folder).toEqual({
      dictionary: heartDiseaseDictionary,
      sites: [
        { name: 'east-2', file: 'site-east-2.csv', text: 'e' },
        { name: 'west', file: 'site-west.csv', text: 'w' },
      ],
      test: 't',
    });
  });

  it('has no test set if there is no test.csv', () => {
    expect(read({ 'dictionary.json': dictionary, 'site-a.csv': '' }).test).toBeNull();
  });

  it('asks for the dictionary if there is none', () => {
    expect(() => read({ 'site-a.csv': '' })).toThrow(new CohortError('trial: there is no dictionary.json; add the public description of the columns under this name.'));
  });

  it('asks for a site if there is none', () => {
    expect(() => read({ 'dictionary.json': dictionary, 'site_a.csv': '' })).toThrow(/^trial: there is no site-<name>.csv; add/);
  });

  it.each(['site-.csv', 'site-VA.csv', 'site-a b.csv', 'site-a_b.csv', 'site-../x.csv', `site-${'a'.repeat(41)}.csv`])('refuses the site file %s', (file) => {
    expect(() => read({ 'dictionary.json': dictionary, [file]: '' })).toThrow(CohortError);
    expect(() => read({ 'dictionary.json': dictionary, [file]: '' })).toThrow('must be 1 to 40 of the characters a-z, 0-9 and -');
  });

  it('passes on what is wrong with the dictionary, with the place of the file', () => {
    expect(() => read({ 'dictionary.json': '{', 'site-a.csv': '' })).toThrow(DictionaryError);
    expect(() => read({ 'dictionary.json': '{', 'site-a.csv': '' })).toThrow('trial/dictionary.json, line 1, column 2');
  });
});

describe('isCohortFile', () => {
  it('is true for the files that a cohort folder needs, and for no other', () => {
    const names = ['dictionary.json', 'site-a.csv', 'site-A.csv', 'test.csv', 'README.md', 'site-a.csv.bak', 'backup-site-a.csv'];
    expect(names.filter(isCohortFile)).toEqual(['dictionary.json', 'site-a.csv', 'site-A.csv', 'test.csv']);
  });
});
