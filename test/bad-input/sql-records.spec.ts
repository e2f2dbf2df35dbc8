import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { dictionaryJson, parseDictionary } from '@commonward/schema';
import { Machine } from '../consortium/machine.js';
import { expectOneSentence } from './one-sentence.js';

jest.setTimeout(120_000);

const machine = new Machine();
afterAll(() => machine.end());

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'ward',
    kind: 'table',
    unit: 'patient',
    patientId: 'pid',
    target: 'disease',
    columns: [
      { name: 'age', type: 'numeric', min: 0, max: 120, missing: null },
      { name: 'disease', type: 'categorical', categories: ['false', 'true'], missing: null },
    ],
  }),
});

const check = (query: string) => {
  const path = join(machine.folder, 'dictionary.json');
  writeFileSync(path, dictionaryJson(dictionary));
  return machine.run('commonward-site', 'data', 'check', '--records', `sql:${query}`, '--dictionary', path);
};

/** An optional package: who has it installed runs these, and who has not runs the other one. */
const isInstalled = existsSync(fileURLToPath(new URL('../../node_modules/@duckdb/node-api', import.meta.url)));

describe('records in a database, where DuckDB is not installed', () => {
  (isInstalled ? it.skip : it)('are refused with the command that installs it', async () => {
    expectOneSentence(await check('SELECT 1'), /sql:SELECT 1: DuckDB is not installed; install it with: npm install --no-save @duckdb\/node-api/);
  });
});

(isInstalled ? describe : describe.skip)('records in a database, where DuckDB is installed', () => {
  it('are read like those of a file, with decimals, truth values and rows that belong to nobody', async () => {
    const rows = "(1, 40.5::DECIMAL(4,1), true), (2, NULL, false), (1, 50, true), (NULL, 60, false)";
    const { stdout, code } = await check(`SELECT * FROM (VALUES ${rows}) AS visits(pid, age, disease)`);
    expect(code).toBe(1);
    expect(stdout).toContain('row 2, column "age": a value is expected');
    expect(stdout).toContain('row 3 (same patient as row 1), column "pid"');
    expect(stdout).toContain('row 4, column "pid": a value that identifies the patient is expected');
    expect(stdout).toContain(': 1 usable record, 3 errors');
  });

  it.each([
    ['SELECT pid, age FROM (VALUES (1, 2)) AS visits(pid, age)', /columns: the header lacks the column disease/],
    ['SELEKT 1', /DuckDB cannot do this \(Parser Error\)/],
    ['SELECT * FROM nowhere', /DuckDB cannot do this \(Catalog Error\)/],
    ["SELECT 'p' pid, CAST('secret' AS INT) age, true disease", /DuckDB cannot do this \(Conversion Error\); try the query in DuckDB, with the file opened for reading only\.$/m],
    ["SELECT * FROM 'https://example.org/visits.csv'", /DuckDB cannot do this \(Missing Extension Error\)/],
  ])('are refused with one sentence when the query is %s', async (query, sentence) => {
    expectOneSentence(await check(query), sentence);
  });
});
