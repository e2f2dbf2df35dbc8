import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { samplerOptions } from './options.js';

describe('samplerOptions', () => {
  it('reads a command line and fills in what it leaves out', () => {
    expect(samplerOptions([])).toEqual({ draws: 1_000_000, repeats: 5, json: false });
    expect(samplerOptions(['--draws', '1000', '--repeats', '3', '--json'])).toEqual({ draws: 1000, repeats: 3, json: true });
  });

  it.each([
    ['draws too few to be timed', ['--draws', '999'], /whole number/],
    ['half a repeat', ['--repeats', '0.5'], /whole number/],
    ['an unknown option', ['--sigma', '3'], /--sigma/],
    ['a word too many', ['fast'], /too many arguments/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => samplerOptions(argv)).toThrow(UsageError);
    expect(() => samplerOptions(argv)).toThrow(sentence);
  });
});
