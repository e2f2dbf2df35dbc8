import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { OperatorError } from '../operator-error.js';
import { codeListsOf, columnsOf } from './draft-sources.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-draft-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const NAMES = [{ name: 'age', type: 'unknown' }, { name: 'the "real" one', type: 'unknown' }];

describe('what a dictionary is drafted from', () => {
  it('is the header of a CSV file, the same whatever its records are', () => {
    const header = '\uFEFFage, "the ""real"" one"\n'.replace(', ', ',');
    expect(columnsOf(file('a.csv', header))).toEqual(NAMES);
    expect(columnsOf(file('b.csv', `${header}63,secret\n"7,`))).toEqual(NAMES);
  });

  it('is the schema of a Parquet file with its types, the same whatever its records are', () => {
    const written = (age: number, ward: string) =>
      file(`${age}.parquet`, new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'age', data: [age], type: 'INT32' }, { name: 'bmi', data: [age / 3], type: 'DOUBLE' }, { name: 'smoker', data: [true], type: 'BOOLEAN' }, { name: 'ward', data: [ward], type: 'STRING' }] })));
    const expected = [['age', 'integer'], ['bmi', 'number'], ['smoker', 'boolean'], ['ward', 'text']].map(([name, type]) => ({ name, type }));
    expect(columnsOf(written(20, 'a'))).toEqual(expected);
    expect(columnsOf(written(63, 'b'))).toEqual(expected);
  });

  it('are lists of codes that bear the names of their columns', () => {
    expect(codeListsOf([file('sex.csv', 'code,label\nf,female\n\nm,"male, or so"\n')])).toEqual(new Map([['sex', [{ code: 'f', label: 'female' }, { code: 'm', label: 'male, or so' }]]]));
  });

  it.each([
    ['records.xlsx', '', /a file that ends in \.csv or \.parquet is expected/],
    ['records.csv', '', /line 1: a header is expected, with a name for every column\.$/],
    ['records.csv', 'age,,sex\n', /line 1: a header is expected, with a name for every column\.$/],
  ])('is not %s that begins with "%s"', (name, content, sentence) => {
    const path = file(name, content);
    expect(() => columnsOf(path)).toThrow(OperatorError);
    expect(() => columnsOf(path)).toThrow(sentence);
  });

  it.each([
    ['nothing', '', /line 1: a list of codes begins with the header code,label\.$/],
    ['another header', 'value,text\n1,a\n', /line 1: a list of codes begins with the header code,label\.$/],
    ['three cells', 'code,label\n1,a,b\n', /entry 1: a code and its label are expected\.$/],
  ])('is not a list of codes with %s', (_, content, sentence) => {
    expect(() => codeListsOf([file('sex.csv', content)])).toThrow(sentence);
  });
});
