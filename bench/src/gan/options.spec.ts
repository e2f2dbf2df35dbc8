import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { ganOptions } from './options.js';

describe('ganOptions', () => {
  it('reads a command line; without an epsilon there is no noise', () => {
    expect(ganOptions(['--data', 'heart-disease'])).toEqual({ data: 'heart-disease', dataDir: null, epsilon: null, twin: false, rowsPerSite: 1000, classifiers: true, seeds: 5, firstSeed: 0, json: false });
    expect(ganOptions(['--data', 'd', '--epsilon', '3', '--seeds', '2', '--first-seed', '4', '--json'])).toEqual({ data: 'd', dataDir: null, epsilon: 3, twin: false, rowsPerSite: 1000, classifiers: true, seeds: 2, firstSeed: 4, json: true });
  });

  it.each([
    ['no data', [], /--data/],
    ['an epsilon of nothing', ['--data', 'd', '--epsilon', '0'], /above 0/],
    ['noise for a twin without any', ['--data', 'd', '--twin', '--epsilon', '3'], /--twin.* cannot be used with .*--epsilon/],
    ['half a seed', ['--data', 'd', '--seeds', '0.5'], /whole number/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => ganOptions(argv)).toThrow(UsageError);
    expect(() => ganOptions(argv)).toThrow(sentence);
  });
});
