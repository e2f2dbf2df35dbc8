import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { csvRecords, encodedChunks, FindingList, parseDictionary, type EncodedTable } from '@commonward/schema';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { OperatorError } from '../../operator-error.js';
import { parquetFormat } from './parquet-format.js';

const base = {
  name: 'ward',
  kind: 'table',
  unit: 'patient',
  target: 'disease',
  columns: [
    { name: 'age', type: 'numeric', min: 0, max: 120, missing: null },
    { name: 'chol', type: 'numeric', min: 50, max: 700, missing: ['', 'NaN'] },
    { name: 'disease', type: 'categorical', categories: ['no', 'yes'], missing: null },
  ],
};
const dictionary = parseDictionary({ file: 'd', text: JSON.stringify(base) });
const withPatients = parseDictionary({ file: 'd', text: JSON.stringify({ ...base, patientId: 'pid' }) });

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-parquet-'));
  path = join(folder, 'records.parquet');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good: ColumnSource[] = [
  { name: 'disease', data: ['no', 'yes', 'yes', 'no', 'no'], type: 'STRING' },
  { name: 'note', data: ['a', 'b', 'c', 'd', 'e'], type: 'STRING' },
  { name: 'age', data: [20, 63, 41, 119, 50], type: 'INT32' },
  { name: 'chol', data: [233.5, null, NaN, 120, 900], type: 'DOUBLE' },
];

function write(columnData: ColumnSource[], settings: { rowGroupSize?: number; codec?: 'UNCOMPRESSED' | 'SNAPPY' } = {}): void {
  writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData, ...settings })));
}

function read(using = dictionary): { chunks: EncodedTable[]; messages: string[] } {
  const findings = new FindingList('records.parquet', 'row');
  const chunks = [...parquetFormat(path, using).chunks(findings)];
  return { chunks, messages: findings.toArray().map(({ message }) => message) };
}

const codes = (chunks: readonly EncodedTable[]) => chunks.flatMap(({ codes }) => [...codes]);

describe('a Parquet file of records', () => {
  it.each(['UNCOMPRESSED', 'SNAPPY'] as const)('holds the records that the same table as CSV holds (%s)', (codec) => {
    write(good, { rowGroupSize: 2, codec });
    const findings = new FindingList('records.csv', 'line');
    const csv = 'disease,age,chol\nno,20,233.5\nyes,63,\nyes,41,\nno,119,120\nno,50,900\n';
    const { chunks, messages } = read();
    expect(codes(chunks)).toEqual(codes([...encodedChunks(csvRecords([csv], { dictionary, findings }), dictionary)]));
    expect(chunks.map(({ rows }) => rows)).toEqual([2, 2, 1]);
    expect(messages).toEqual(['records.parquet, row 5, column "chol": the value lies outside the public bounds 50 to 700 and is clipped to them; check it and its unit.']);
  });

  it('leaves out a row that cannot be used, whichever column says so, and names the row of the file', () => {
    write(
      [
        { name: 'age', data: [20, null, 41, 50], type: 'INT32' },
        { name: 'chol', data: ['100', '100', 'high', '100'], type: 'STRING' },
        { name: 'disease', data: ['no', 'no', 'no', 'maybe'], type: 'STRING' },
      ],
      { rowGroupSize: 3 },
    );
    const { chunks, messages } = read();
    expect(chunks.map(({ rows }) => rows)).toEqual([1, 0]);
    expect(messages.map((message) => message.slice(0, 44))).toEqual([
      'records.parquet, row 2, column "age": a valu',
      'records.parquet, row 3, column "chol": a dec',
      'records.parquet, row 4, column "disease": on',
    ]);
  });

  it('bounds the records of a patient over all row groups', () => {
    write([...good, { name: 'pid', data: [7n, 8n, 9n, 7n, 8n], type: 'INT64' }], { rowGroupSize: 2 });
    const { chunks, messages } = read(withPatients);
    expect(chunks.map(({ rows }) => rows)).toEqual([2, 1, 0]);
    expect(messages.filter((message) => message.includes('pid'))).toEqual([
      'records.parquet, rows 4 (same patient as row 1), 5 (same patient as row 2), column "pid": the patient already has a record; keep one record for each patient; the record is left out.',
    ]);
  });

  it('does not take two long numbers that a double rounds to one for one patient', () => {
    write([...good, { name: 'pid', data: [2 ** 53, 2 ** 53 + 1, 1, 2, 3], type: 'DOUBLE' }]);
    const { chunks, messages } = read(withPatients);
    expect(chunks.map(({ rows }) => rows)).toEqual([3]);
    expect(messages.some((message) => message.startsWith('records.parquet, rows 1, 2, column "pid": a text or a whole number below 2^53'))).toBe(true);
  });

  it('without a column of the dictionary is refused by its name', () => {
    write(good.filter(({ name }) => name !== 'chol'));
    expect(() => read()).toThrow(`${path}, schema: the header lacks the column chol; add or rename them, it should hold age, chol, disease.`);
  });

  it('with lists in a column is refused by the name of the column', () => {
    const schema: SchemaElement[] = [
      { name: 'root', num_children: 3 },
      { name: 'age', type: 'INT32', repetition_type: 'REQUIRED' },
      { name: 'chol', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' },
      { name: 'disease', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    ];
    const columnData = [{ name: 'age', data: [20] }, { name: 'chol', data: [[100, 200]] }, { name: 'disease', data: ['no'] }];
    writeFileSync(path, new Uint8Array(parquetWriteBuffer({ schema, columnData })));
    expect(() => read()).toThrow(new OperatorError(`${path}, column "chol": one plain value in each row is expected, and the column holds lists or groups; write it as a plain column.`));
  });

  it.each([
    ['text', () => Buffer.from('age,chol,disease\n20,100,no\n')],
    ['nothing', () => Buffer.alloc(0)],
    ['half of it', () => readFileSync(path).subarray(0, 150)],
    ['its end without the rest', () => readFileSync(path).subarray(-200)],
    ['zeros where a column was', () => readFileSync(path).fill(0, 4, 60)],
  ])('with %s in its place is told in one sentence that shows none of it', (_, content) => {
    write(good);
    writeFileSync(path, content());
    let told = '';
    try {
      read();
    } catch (error) {
      if (error instanceof OperatorError) told = error.message;
    }
    expect(told).toMatch(/records\.parquet, (its end|row group 1, column "\w+"): this is not a whole Parquet file; write it again\.$/);
  });
});
