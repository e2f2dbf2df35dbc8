import { describe, expect, it } from '@jest/globals';
import { fitbitDictionary, heartDiseaseDictionary } from '@commonward/cohorts';
import type { AnyStudy } from '@commonward/synthesis/plan';
import { settingsText } from '../cli/settings-text.js';
import { compareSettings } from './compare-settings.js';

const sites = Object.keys(heartDiseaseDictionary.publicCohortSize);
const study: AnyStudy = {
  study: 'heart',
  dictionary: heartDiseaseDictionary,
  guarantee: { epsilon: 10, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  trust: 'shared',
  aggregation: 'masked',
  setting: 'moments',
  allocation: { oneWays: 0.1, targetPairs: 0.45, otherPairs: 0.45 },
  tuning: 'none',
  steps: null,
  clipping: 'whole',
  sites,
  seed: '0'.repeat(64),
};
const compared = compareSettings(study);

describe('the privacy settings of a study', () => {
  it('stand side by side, its own shares first, each with how far its records are expected to be off', () => {
    expect(compared.map(({ setting, allocation, outcome }) => [setting, allocation, outcome])).toEqual([
      ['moments', 'shares', 'allocated'],
      ['moments', 'usual', 'weighted-pairs'],
      ['moments', 'optimal', 'allocated'],
      ['noisy-input', 'usual', 'noisy-input'],
      ['dp-training', 'usual', 'refused'],
    ]);
    expect(compared[4].problem).toContain('times as long as its noise, less than 4');
    const [own, usual, , noisy] = compared.map(({ expected }) => expected?.twoWay ?? NaN);
    expect(Math.max(own, usual)).toBeLessThan(0.08);
    expect(noisy).toBeGreaterThan(3 * usual);
  });

  it('say why one of them would be useless', () => {
    const [, , noisy] = compareSettings({ ...study, allocation: 'usual', guarantee: { ...study.guarantee, epsilon: 1 } });
    expect(noisy).toMatchObject({ setting: 'noisy-input', outcome: 'refused', expected: null });
    expect(noisy.problem).toContain('too few to learn from records that are randomised one by one at epsilon 1');
  });

  it('say what one of them lacks', () => {
    const [, , noisy] = compareSettings({ ...study, allocation: 'usual', dictionary: { ...heartDiseaseDictionary, publicCohortSize: {} } });
    expect(noisy.problem).toContain(`declares no public cohort size for ${sites[0]}`);
  });

  it('are two for days: their tables and moments, and a network, which these few cannot train', () => {
    const days = compareSettings({ ...study, allocation: 'usual', dictionary: fitbitDictionary, guarantee: { ...study.guarantee, unit: 'day' }, sites: Object.keys(fitbitDictionary.publicCohortSize) });
    expect(days).toMatchObject([{ setting: 'moments', outcome: 'scores', problem: null, expected: null }, { setting: 'dp-training', outcome: 'refused', expected: null }]);
    expect(days[1].problem).toMatch(/\d+ days at \d sites and epsilon 10: the gradient of a step is at most .* times as long as its noise, less than 4/);
    expect(settingsText(days).split('\n').slice(0, 3)).toEqual(['What could be learnt in each setting, at the same guarantee:', 'setting      allocation', 'moments      usual       scores']);
  });

  it('are a table in a terminal', () => {
    const lines = settingsText(compared).split('\n');
    expect(lines[1]).toBe('setting      allocation  one column  two columns');
    expect(lines[3]).toMatch(/^moments {6}usual {7}\d\.\d {9}\d\.\d {10}weighted-pairs$/);
    expect(settingsText([])).toBe('');
  });
});
