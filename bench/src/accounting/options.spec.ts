import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { accountingOptions } from './options.js';

describe('accountingOptions', () => {
  it('reads a command line and fills in what it leaves out', () => {
    expect(accountingOptions([])).toEqual({ repeats: 7, json: false });
    expect(accountingOptions(['--repeats', '3', '--json'])).toEqual({ repeats: 3, json: true });
  });

  it.each([
    ['half a repeat', ['--repeats', '0.5'], /whole number/],
    ['no repeat', ['--repeats', '0'], /whole number/],
    ['an unknown option', ['--sigma', '3'], /--sigma/],
    ['a word too many', ['fast'], /too many arguments/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => accountingOptions(argv)).toThrow(UsageError);
    expect(() => accountingOptions(argv)).toThrow(sentence);
  });
});
