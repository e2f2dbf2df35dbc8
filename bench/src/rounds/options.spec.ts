import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { roundsOptions } from './options.js';

describe('roundsOptions', () => {
  it('reads a command line and fills in what it leaves out', () => {
    expect(roundsOptions([])).toEqual({ sites: [4, 16, 64], megabytes: [1, 10], rounds: 5, engines: ['legacy', 'superlink'], json: false });
    expect(roundsOptions(['--sites', '4,8', '--megabytes', '2', '--rounds', '3', '--engines', 'superlink', '--json'])).toEqual({ sites: [4, 8], megabytes: [2], rounds: 3, engines: ['superlink'], json: true });
  });

  it.each([
    ['two sites, of which no masked round can be made', ['--sites', '2'], /whole number from 3/],
    ['a list with nothing between two commas', ['--sites', '4,,8'], /whole number/],
    ['a vector larger than a release may be', ['--megabytes', '16'], /whole number from 1 to 14/],
    ['no round at all', ['--rounds', '0'], /whole number/],
    ['an engine that Flower does not have', ['--engines', 'legacy,ray'], /legacy or superlink/],
    ['an unknown option', ['--fast'], /--fast/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => roundsOptions(argv)).toThrow(UsageError);
    expect(() => roundsOptions(argv)).toThrow(sentence);
  });
});
