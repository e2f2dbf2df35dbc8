import { existsSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Finished } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';

const STACK_TRACE = /\n\s+at /;
const ONE_LINE = /^commonward(-site)?: [^\n]+\n$/;

/** What join prints of records that are in order. */
const RECORDS_IN_ORDER = /^$|^[^\n]+: \d+ usable records, 0 errors, 0 notes\. This is shown here only; none of it is sent\.\n$/;

/** The command failed, with one line for the person who typed it and nothing else. */
export function expectOneSentence({ code, stdout, stderr }: Finished, sentence: RegExp): void {
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).not.toMatch(STACK_TRACE);
  expect(stdout).toMatch(RECORDS_IN_ORDER);
  expect(code !== 0 && code !== null).toBe(true);
}

/** The command failed and said, after one line for each finding, what to do. */
export function expectFindings({ code, stderr }: Finished, findings: readonly RegExp[]): void {
  const lines = stderr.trimEnd().split('\n').filter((line) => /^(error|note)\b/.test(line));
  expect(lines).toEqual(findings.map((finding): unknown => expect.stringMatching(finding)));
  expect(stderr).toMatch(/\ncommonward-site: The records have errors \(above\); put them right and join again\. The token is still good\.\n$/);
  expect(stderr).not.toMatch(STACK_TRACE);
  expect(code !== 0 && code !== null).toBe(true);
}

/** No home, whole or half. */
export function expectNoHome({ home }: Site): void {
  expect([home, `${home}.joining`].filter((path) => existsSync(path))).toEqual([]);
}
