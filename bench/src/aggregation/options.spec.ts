import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { aggregationOptions } from './options.js';

describe('aggregationOptions', () => {
  it('reads a command line and fills in what it leaves out', () => {
    expect(aggregationOptions([])).toEqual({ length: 1_000_000, thousand: true, json: false });
    expect(aggregationOptions(['--length', '10', '--no-thousand', '--json'])).toEqual({ length: 10, thousand: false, json: true });
  });

  it.each([
    ['a vector of nothing', ['--length', '0'], /whole number/],
    ['an unknown option', ['--sites', '3'], /--sites/],
    ['a word too many', ['fast'], /too many arguments/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => aggregationOptions(argv)).toThrow(UsageError);
    expect(() => aggregationOptions(argv)).toThrow(sentence);
  });
});
