import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { dpSgdOptions } from './options.js';

describe('dpSgdOptions', () => {
  it('reads a command line and fills in what it leaves out', () => {
    expect(dpSgdOptions([])).toEqual({ turns: 3, seconds: 2, json: false });
    expect(dpSgdOptions(['--turns', '5', '--seconds', '10', '--json'])).toEqual({ turns: 5, seconds: 10, json: true });
  });

  it.each([
    ['no turn', ['--turns', '0'], /whole number/],
    ['half a second', ['--seconds', '0.5'], /whole number/],
    ['an unknown option', ['--epochs', '3'], /--epochs/],
    ['a word too many', ['fast'], /too many arguments/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => dpSgdOptions(argv)).toThrow(UsageError);
    expect(() => dpSgdOptions(argv)).toThrow(sentence);
  });
});
