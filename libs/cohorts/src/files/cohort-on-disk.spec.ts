import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CohortError } from '../cohort.js';
import { fitbitDictionary } from '../fitbit/dictionary.js';
import { openCohort, writeCohort } from './cohort-on-disk.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'commonward-cohort-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('a cohort that was written', () => {
  const files = new Map<string, string | Uint8Array>([['site-west/a.csv', 'x\n'], ['site-east.npz', Uint8Array.of(1, 2)], ['test.npz', Uint8Array.of(3)]]);

  it('is found again, with the records of each site', () => {
    const folder = join(home, 'trial');
    writeCohort({ dictionary: fitbitDictionary, files }, folder);
    expect(openCohort(folder)).toEqual({ dictionary: fitbitDictionary, sites: [{ name: 'east', source: join(folder, 'site-east.npz') }, { name: 'west', source: join(folder, 'site-west') }] });
    expect(readFileSync(join(folder, 'site-west', 'a.csv'), 'utf8')).toBe('x\n');
  });

  it('is not written over something', () => {
    expect(() => writeCohort({ dictionary: fitbitDictionary, files }, home)).toThrow(new CohortError(`${home}: this is there already; name a folder that is not.`));
  });

  it('is not found where there is none', () => {
    expect(() => openCohort(join(home, 'none'))).toThrow('there is no such folder; correct the path.');
    expect(() => openCohort(home)).toThrow('there is no dictionary.json');
  });
});
