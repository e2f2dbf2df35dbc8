import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { recordsOptions } from './options.js';

describe('recordsOptions', () => {
  it('reads a command line and fills in what it leaves out', () => {
    expect(recordsOptions([])).toEqual({ rows: [10_000, 100_000, 1_000_000], epsilon: 3, delta: 1e-7, json: false });
    expect(recordsOptions(['--rows', '5,50', '--epsilon', '1', '--json'])).toEqual({ rows: [5, 50], epsilon: 1, delta: 1e-7, json: true });
  });

  it.each([
    ['half a record', ['--rows', '10,0.5'], /a whole number from 1 on/],
    ['an epsilon of nothing', ['--epsilon', '0'], /above 0/],
    ['an unknown option', ['--sigma', '3'], /--sigma/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => recordsOptions(argv)).toThrow(UsageError);
    expect(() => recordsOptions(argv)).toThrow(sentence);
  });
});
