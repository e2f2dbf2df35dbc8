import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { dictionaryJson } from '@commonward/schema';
import { aSite } from '../consortium/consortium.js';
import { recordsOf, smallDictionary } from '../consortium/hospital.js';
import { Machine } from '../consortium/machine.js';
import type { Finished } from '../consortium/running.js';

jest.setTimeout(180_000);

const CANARY = 'quaxolotl7391zebrafinch';
const machine = new Machine();
const site = aSite(machine, { name: 'va', records: '', dictionary: smallDictionary });
const [header, ...rows] = recordsOf('va').trimEnd().split('\n');

const check = (records: string, ...options: readonly string[]): Promise<Finished> => {
  writeFileSync(site.files.records, records);
  return machine.run('commonward-site', 'data', 'check', '--records', site.files.records, '--dictionary', site.files.dictionary, ...options);
};

/** Every cell of a row but the first `kept` replaced by the canary. */
const filled = (kept: number) => (row: string) => row.split(',').map((cell, j) => (j < kept ? cell : CANARY)).join(',');

const troubles = [filled(0), filled(1), filled(2), (row: string) => `${row},${CANARY}`, () => CANARY, (row: string) => row.replace(/^\d+/, '987654321')];
const broken = [`p,${header},${CANARY}`, ...rows.slice(0, 40).map((row, i) => `${i < 6 ? CANARY : i},${(troubles[i] ?? ((text) => text))(row)},-`), `x,"${CANARY}`].join('\n');

describe('what data check says about a file that is wrong in every way it knows', () => {
  afterAll(() => machine.end());

  it.each([[[]], [['--json']]])('names lines and columns and no cell, with the options %j', async (options) => {
    writeFileSync(site.files.dictionary, dictionaryJson({ ...smallDictionary, patientId: 'p' }));
    const { code, stdout, stderr } = await check(broken, ...options);
    const printed = stdout + stderr;
    for (const trouble of ['a decimal number is expected', 'one of the codes', 'counts as', 'number of cells differs', 'the patient already has a record', 'not closed on its line', 'outside the public bounds']) {
      expect(printed).toContain(trouble);
    }
    expect(printed).not.toMatch(new RegExp(`${CANARY}|987654321`));
    expect(code).toBe(1);
  });

  it('is as silent about a header that does not fit, and about one that cannot be read at all', async () => {
    for (const records of [`${CANARY},${CANARY}\n1,2\n`, `"${CANARY}\n`, CANARY]) {
      const { code, stdout, stderr } = await check(records);
      expect(stdout + stderr).not.toContain(CANARY);
      expect(code).not.toBe(0);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
