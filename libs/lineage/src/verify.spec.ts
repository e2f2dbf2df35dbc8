import { describe, expect, it } from '@jest/globals';
import { IntegrityError } from '@commonward/envelope';
import { readTable } from '@commonward/schema';
import { parquetReadObjects } from 'hyparquet';
import { aLineage, coordinator, dictionary, identity } from './a-lineage.fixture.js';
import { signFiles } from './checksums.js';
import { composeFiles } from './compose.js';
import { text, utf8, type Files } from './files.js';
import { verifyExport } from './verify.js';

const failing = (files: Files, key: string | null = null): string[] =>
  verifyExport(files, key)
    .checks.filter(({ holds, detail }) => !holds && !detail.startsWith('not run'))
    .map(({ name }) => name);

const composed = composeFiles(aLineage());
const exported = signFiles(composed, coordinator);

const changed = (files: Files, path: string, change: (bytes: Uint8Array) => Uint8Array): Map<string, Uint8Array> =>
  new Map([...files].map(([name, bytes]) => [name, name === path ? change(bytes) : bytes]));

const flipMiddle = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte));

describe('an export', () => {
  it('holds as it was composed and signed', () => {
    expect(verifyExport(exported, coordinator.publicKey)).toMatchObject({ holds: true });
  });

  it('is composed of the same bytes again', () => {
    const again = composeFiles(aLineage());
    expect([...again.keys()]).toEqual([...composed.keys()]);
    for (const [path, bytes] of composed) expect(again.get(path)).toEqual(bytes);
  });

  it.each([...exported.keys()])('does not hold when one bit of %s is flipped', (path) => {
    expect(failing(changed(exported, path, flipMiddle))).not.toEqual([]);
  });

  it.each([...exported.keys()])('does not hold without %s', (path) => {
    expect(failing(new Map([...exported].filter(([name]) => name !== path)))).not.toEqual([]);
  });

  it('does not hold with a file added', () => {
    expect(failing(new Map([...exported, ['notes.txt', utf8('hello')]]))).toEqual(['checksums']);
  });

  it('does not hold when the coordinator itself signs other rows', () => {
    const withOtherRows = changed(composed, 'data.csv', (bytes) => utf8(text(bytes).replace('yes', 'no')));
    expect(failing(signFiles(withOtherRows, coordinator))).toEqual(['replay']);
  });

  it('does not hold when the coordinator signs a file that no replay makes', () => {
    expect(failing(signFiles(new Map([...composed, ['quality.html', utf8('<p>excellent</p>')]]), coordinator))).toEqual(['replay']);
  });

  it('does not hold when the coordinator claims a smaller epsilon', () => {
    const withOtherClaim = changed(composed, 'privacy.json', (bytes) => utf8(text(bytes).replace(/"epsilon": [\d.]+/, '"epsilon": 0.1')));
    expect(failing(signFiles(withOtherClaim, coordinator))).toEqual(['replay']);
  });

  it('does not hold when the coordinator leaves a site out of its own composition', () => {
    const withoutSouth = new Map([...composed].filter(([path]) => !path.endsWith('/south.json')));
    expect(failing(signFiles(withoutSouth, coordinator))).toEqual(['replay']);
  });

  it('does not hold for another signer, nor when a stranger signs it again', () => {
    expect(failing(exported, identity(9).publicKey)).toEqual(['signer']);
    expect(failing(signFiles(composed, identity(9)))).toEqual(['signature']);
  });

  it('cannot be composed when two sites change names', () => {
    const { answers, ...rest } = aLineage();
    const [north, south] = answers;
    expect(() => composeFiles({ ...rest, answers: [{ ...north, site: 'south' }, { ...south, site: 'north' }] })).toThrow(IntegrityError);
  });

  it('has the same rows in Parquet as in CSV', async () => {
    const { table } = readTable({ text: text(exported.get('data.csv') ?? new Uint8Array()), file: 'data.csv', dictionary });
    const parquet = exported.get('data.parquet') ?? new Uint8Array();
    const rows = await parquetReadObjects({ file: parquet.slice().buffer });
    const asText = (value: number | string | null) => (value === null ? NaN : value);
    expect(rows.map((row) => asText(row['age'] as number))).toEqual([...table.columns[0]]);
    expect(rows.map((row) => row['sex'] as string)).toEqual([...table.columns[1]].map((index) => ['f', 'm'][index]));
    expect(rows.map((row) => asText(row['mark'] as number | null))).toEqual([...table.columns[2]]);
  });

  it('holds only rows that keep its conditions', () => {
    const files = composeFiles(aLineage({ conditions: [{ column: 'sex', allowed: ['f'] }, { column: 'age', atLeast: 50, atMost: null }] }));
    const { table } = readTable({ text: text(files.get('data.csv') ?? new Uint8Array()), file: 'data.csv', dictionary });
    expect(table.rows).toBe(200);
    expect([...table.columns[0]].every((age) => age >= 50)).toBe(true);
    expect([...table.columns[1]].every((sex) => sex === 0)).toBe(true);
  });
});
