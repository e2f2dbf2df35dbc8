import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aConsortium, type Consortium } from '../consortium/consortium.js';

jest.setTimeout(180_000);

const TRACER = pathToFileURL(join(import.meta.dirname, '..', 'consortium', 'trace-files.mjs'));

let consortium: Consortium;
let steps: readonly string[];

const indexOf = (step: RegExp, from = 0) => {
  const index = steps.findIndex((line, i) => i >= from && step.test(line));
  if (index < 0) throw new Error(`${String(step)} did not happen`);
  return index;
};

describe('what an agent does with its files in a round, as the operating system is asked', () => {
  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland'] });
    const [site] = consortium.sites;
    const trace = join(consortium.machine.folder, 'trace');
    site.start(['--import', `${TRACER.href}?to=${encodeURIComponent(trace)}`]);
    await consortium.untilTrained(await consortium.startStudy());
    steps = readFileSync(trace, 'utf8').replaceAll(`${site.folder}/`, '').trimEnd().split('\n');
  });
  afterAll(() => consortium.end());

  it('writes and syncs the debit, then names it in the anchor and syncs that, before it opens the records once', () => {
    const read = indexOf(/^read records\.csv$/);
    const before = steps.slice(0, read).filter((step) => step.includes('home/ledger'));
    expect(before.slice(before.lastIndexOf('write home/ledger/ledger.log'))).toEqual([
      'write home/ledger/ledger.log',
      'sync home/ledger/ledger.log',
      'write home/ledger/anchor.json.tmp',
      'sync home/ledger/anchor.json.tmp',
      'rename home/ledger/anchor.json',
      'sync home/ledger',
    ]);
    expect(steps.filter((step) => step === 'read records.csv')).toHaveLength(1);
  });

  it('syncs the release, and its folder, before it seals it', () => {
    const read = indexOf(/^read records\.csv$/);
    const stored = indexOf(/^sync home\/ledger\/out\/.*\.tmp$/, read);
    const inPlace = indexOf(/^rename home\/ledger\/out\//, stored);
    const folder = indexOf(/^sync home\/ledger\/out$/, inPlace);
    const seal = indexOf(/^write home\/ledger\/ledger\.log$/, folder);
    expect(steps.slice(read, folder)).not.toContain('write home/ledger/ledger.log');
    expect(indexOf(/^sync home\/ledger\/ledger\.log$/, seal)).toBe(seal + 1);
  });
});
