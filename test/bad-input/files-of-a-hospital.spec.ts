import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { dictionaryJson } from '@commonward/schema';
import { aSite, assertJoined } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { recordsOf, smallDictionary, somePolicy, writeHospital } from '../consortium/hospital.js';
import { Machine } from '../consortium/machine.js';
import type { Site } from '../consortium/site.js';
import { expectFindings, expectNoHome, expectOneSentence } from './one-sentence.js';

jest.setTimeout(180_000);

const machine = new Machine();
let site: Site;
let token: string;

const RECORDS = recordsOf('va');
/** Line and column of the file, both as an editor counts them. */
const withCell = (line: number, column: string, cell: string) => {
  const rows = RECORDS.split('\n').map((row) => row.split(','));
  rows[line - 1][rows[0].indexOf(column)] = cell;
  return rows.map((row) => row.join(',')).join('\n');
};
const withPatientId = (ids: (row: number) => string) => RECORDS.trimEnd().split('\n').map((row, i) => `${i === 0 ? 'nhs' : ids(i)},${row}`).join('\n');

const check = () => machine.run('commonward-site', 'data', 'check', '--records', site.files.records, '--dictionary', site.files.dictionary);

beforeAll(async () => {
  const coordinator = await Coordinator.start(machine);
  token = (await coordinator.invite('va')).joinToken;
  site = aSite(machine, { name: 'va', records: RECORDS, dictionary: smallDictionary });
});
beforeEach(() => {
  writeHospital(site.folder, { records: RECORDS, dictionary: smallDictionary, policy: somePolicy });
});
afterAll(() => machine.end());

describe('files that a hospital must put right, found by data check and by join, at the hospital', () => {
  async function bothSay(sentence: RegExp): Promise<void> {
    const [checked, joined] = await Promise.all([check(), site.join(token)]);
    for (const finished of [checked, joined]) expectOneSentence(finished, sentence);
    expectNoHome(site);
  }

  it('no records file', async () => {
    rmSync(site.files.records);
    await bothSay(/Cannot read .*records\.csv: there is no such file; check the path\./);
  });

  it('a folder in the place of the records file', async () => {
    rmSync(site.files.records);
    mkdirSync(site.files.records);
    await bothSay(/Cannot read .*records\.csv: it is a folder, a file was expected\./);
    rmSync(site.files.records, { recursive: true });
  });

  it('a header without a column of the dictionary', async () => {
    writeFileSync(site.files.records, RECORDS.replace('chol', 'cholesterol'));
    await bothSay(/records\.csv, line 1: the header lacks the column chol; add or rename them, it should hold age, sex, cp, chol, disease\./);
  });

  it('no dictionary', async () => {
    rmSync(site.files.dictionary);
    await bothSay(/Cannot read .*dictionary\.json: there is no such file; check the path\./);
  });

  it('a dictionary without the bounds of a column', async () => {
    const columns = smallDictionary.columns.map((column) => (column.name === 'age' ? { type: 'numeric', name: 'age', missing: [] } : column));
    writeFileSync(site.files.dictionary, JSON.stringify({ ...smallDictionary, columns }));
    await bothSay(/dictionary\.json: column "age" has no bounds: add "min" and "max", public limits that come from general knowledge and not from the records\./);
  });

  it('a dictionary that is not JSON', async () => {
    writeFileSync(site.files.dictionary, '{"name": "heart",\n "kind" "table"}');
    await bothSay(/dictionary\.json, line 2, column 9: the file is not valid JSON; .* is expected here\./);
  });
});

describe('records that a hospital must put right, found by data check and by join, at the hospital', () => {
  async function bothFind(...findings: readonly RegExp[]): Promise<void> {
    const [checked, joined] = await Promise.all([check(), site.join(token)]);
    expect(checked).toMatchObject({ code: 1, stderr: '' });
    expect(checked.stdout.split('\n').filter((line) => /^(error|note)\b/.test(line))).toEqual(findings.map((finding): unknown => expect.stringMatching(finding)));
    expectFindings(joined, findings);
    expectNoHome(site);
  }

  it('a value out of type, by file, line and column', async () => {
    writeFileSync(site.files.records, withCell(7, 'age', 'sixty'));
    await bothFind(/^error: .*records\.csv, line 7, column "age": a decimal number is expected, such as 63 or 0\.7; correct the cell, .*\.$/);
  });

  it('a target that is none of its codes', async () => {
    writeFileSync(site.files.records, withCell(9, 'disease', '7'));
    await bothFind(/^error: .*records\.csv, line 9, column "disease": one of the codes 0, 1 is expected; correct the cell; .*\.$/);
  });

  it('a header and no record', async () => {
    writeFileSync(site.files.records, `${RECORDS.split('\n')[0]}\n`);
    await bothFind(/^error: .*records\.csv, line 1: the file holds no records; it should hold a header and one line for each record\.$/);
  });

  it('two records of one patient, by both lines', async () => {
    writeFileSync(site.files.dictionary, dictionaryJson({ ...smallDictionary, patientId: 'nhs' }));
    writeFileSync(site.files.records, withPatientId((row) => `p${row === 12 ? 4 : row}`));
    await bothFind(/^error: .*records\.csv, line 13 \(same patient as line 5\), column "nhs": the patient already has a record; keep one record for each patient; .*\.$/);
  });
});

describe('a policy that a hospital must put right', () => {
  it.each([
    ['that is not there', null, /Cannot read .*policy\.json: there is no such file; check the path\./],
    ['that is not JSON', 'epsilonCap: 5', /policy\.json is not JSON; a policy looks like \{"epsilonCap": 5, .*\}\./],
    ['without a cap', '{"deltaMax":1e-5,"unit":"patient","adjacency":"add-or-remove-one"}', /policy\.json: epsilonCap is not as expected .*; a policy looks like .*\./],
  ])('%s', async (_what, text, sentence) => {
    if (text === null) rmSync(site.files.policy);
    else writeFileSync(site.files.policy, text);
    expectOneSentence(await site.join(token), sentence);
    expectNoHome(site);
  });
});

describe('categories that the dictionary does not know', () => {
  it('are counted in a note at the hospital, and do not keep it from joining, with the token of all the attempts above', async () => {
    const rows = withCell(3, 'cp', '9').split('\n');
    rows[7] = rows[7].replace(/^(\d+,\d),\d/, '$1,8');
    writeFileSync(site.files.records, rows.join('\n'));
    const note = /^note \(2 records\): .*records\.csv, lines 3, 8, column "cp": the code is not in the dictionary and counts as "other"; known codes are 1, 2, 3, 4\.$/m;
    expect(await check()).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(note) });
    const joined = await site.join(token);
    assertJoined(joined);
    expect(joined.stderr).toBe('');
    expect(joined.stdout).toMatch(note);
    expect(joined.stdout).toMatch(/200 usable records, 0 errors, 1 note\. This is shown here only; none of it is sent\.\n/);
    expect(readFileSync(`${site.home}/site.json`, 'utf8')).toContain('"site": "va"');
  });

  it('leave a home that cannot be joined a second time', async () => {
    expectOneSentence(await site.join(token), /already belongs to a site; give another --home, or start it with: commonward-site run --home .*\n/);
  });
});
