import { describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import type { AnyStudy } from '@commonward/synthesis/plan';
import { outlookOf } from './outlook.js';

const column = (name: string) => ({ name, type: 'categorical', categories: [0, 1], missing: [] });
const dictionary = (publicCohortSize: Readonly<Record<string, number>>) =>
  parseDictionary({ text: JSON.stringify({ name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map(column), publicCohortSize }), file: 'dictionary.json' });
const study = (publicCohortSize: Readonly<Record<string, number>>, changes: Partial<AnyStudy> = {}): AnyStudy => ({
  study: 'heart',
  dictionary: dictionary(publicCohortSize),
  guarantee: { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  trust: 'shared',
  aggregation: 'masked',
  setting: 'moments',
  allocation: 'usual',
  tuning: 'none',
  steps: null,
  clipping: 'whole',
  sites: ['cleveland', 'va', 'hungary'],
  seed: '0'.repeat(64),
  ...changes,
});
const sizes = { cleveland: 300, va: 200, hungary: 290 };

describe('the outlook of a study', () => {
  it('says what is to be expected of it where every site declares how many patients it has, and nothing where one does not', () => {
    const { expectation, settings } = outlookOf(study(sizes));
    expect(expectation?.error).toMatchObject({ kind: 'tables', patients: 790, turns: 3 });
    expect(expectation?.sentences.join(' ')).toMatch(/of 100 synthetic patients .* Basis: this plan, rehearsed 3 times with 790 made-up patients\. .*of processor time and about \d+ MiB of memory.* Basis: /);
    expect(settings.map(({ setting }) => setting)).toEqual(['moments', 'moments', 'noisy-input', 'dp-training']);
    const silent = outlookOf(study({ cleveland: 300 }));
    expect(silent.expectation).toBeNull();
    expect(silent.settings.map(({ expected }) => expected)).toEqual([null, null, null, null]);
  });

  it('has no number for a network, of whose records nobody can say beforehand how far off they will be', () => {
    const many = Object.fromEntries(Object.keys(sizes).map((site) => [site, 3000]));
    const { expectation, settings } = outlookOf(study(many, { setting: 'dp-training', steps: 5 }));
    expect(expectation).toBeNull();
    expect(settings.find(({ setting }) => setting === 'dp-training')).toMatchObject({ outcome: 'gradients', problem: null, expected: null });
  });
});
