import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import { OperatorError } from '../operator-error.js';
import { filePieces } from './file-pieces.js';
import { openRecords } from './open-records.js';

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({ name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: ['é', 'b'], missing: [] })) }),
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-csv-'));
  path = join(folder, 'records.csv');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a CSV file of records', () => {
  it('is read alike whichever piece a letter of two bytes is cut by', () => {
    const text = `x,y\r\n${'é,b\n'.repeat(300_000)}`;
    writeFileSync(path, text);
    expect(readFileSync(path).subarray(2 ** 20 - 1, 2 ** 20 + 1).toString()).toBe('é');
    expect([...filePieces(path)].length).toBeGreaterThan(1);
    expect([...filePieces(path)].join('')).toBe(text);
    expect(openRecords(path, dictionary).check()).toEqual({ records: 300_000, findings: [] });
  });

  it('takes bytes that are no text for a letter that no code has', () => {
    writeFileSync(path, Buffer.from([...Buffer.from('x,y\nb,b\n'), 0xff, 0x2c, 0x62, 0x0a]));
    const { records, findings } = openRecords(path, dictionary).check();
    expect(records).toBe(2);
    expect(findings.map(({ severity, line, column }) => ({ severity, line, column }))).toEqual([{ severity: 'note', line: 3, column: 'x' }]);
  });

  it('that is not there is told in one sentence', () => {
    expect(() => openRecords(path, dictionary).check()).toThrow(new OperatorError(`Cannot read ${path}: there is no such file; check the path.`));
  });

  it('with a header that does not fit is told in one sentence', () => {
    writeFileSync(path, 'x,z\nb,b\n');
    expect(() => openRecords(path, dictionary).check()).toThrow(new OperatorError(`${path}, line 1: the header lacks the column y; add or rename them, it should hold x, y.`));
  });
});

describe('the records of a site', () => {
  it('are read by the end of the name of their file', () => {
    for (const [name, text] of [['a.csv', 'x,y\nb,b\n'], ['a.ndjson', '{"x":"b","y":"b"}\n'], ['A.JSONL', '{"x":"b","y":"b"}\n']]) {
      writeFileSync(join(folder, name), text);
      expect(openRecords(join(folder, name), dictionary).check()).toEqual({ records: 1, findings: [] });
    }
  });

  it('in a form that nobody reads are refused with the forms that are read', () => {
    expect(() => openRecords('records.xlsx', dictionary)).toThrow(
      new OperatorError('records.xlsx: a file that ends in .csv, .parquet, .ndjson, .jsonl is expected; rename it, or write the records in one of these forms.'),
    );
  });
});
