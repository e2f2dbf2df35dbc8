import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';

jest.setTimeout(180_000);

let consortium: Consortium;
let site: Site;
let study: string;

const at = (name: string) => join(consortium.machine.folder, name);
const ledgerExport = (...words: readonly string[]) => consortium.machine.run('commonward-site', 'ledger', 'export', ...words, '--home', site.home);
const verify = (...words: readonly string[]) => consortium.machine.run('commonward', 'verify', ...words);

interface Told {
  readonly holds: boolean;
  readonly records: number;
  readonly spending: { readonly spentRhoUnits: number };
  readonly rounds: readonly { readonly study: string; readonly state: { readonly kind: string } }[];
  readonly countersignatures: readonly { readonly covers: { readonly seq: number } }[];
  readonly problem: { readonly record: number; readonly sentence: string } | null;
}

describe('an auditor of a site whose home is encrypted', () => {
  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland'] });
    site = consortium.site('cleveland');
    const agent = site.start();
    study = await consortium.startStudy();
    await consortium.untilTrained(study);
    await until('the receipt is recorded', () => site.ledger().entries.at(-1)?.kind === 'receipt');
    await agent.crash();
  });
  afterAll(() => consortium.end());

  it('is given the ledger in the clear, and what the coordinator has signed of it, and verifies both', async () => {
    expect(await ledgerExport(at('own.ledger'), '--witness', at('witness.json'))).toMatchObject({ code: 0, stderr: '' });
    const keys = ['--public-key', site.identity().publicKey, '--key', await consortium.coordinator.publicKey()];
    const { code, stdout } = await verify('--ledger', at('own.ledger'), ...keys, '--witness', at('witness.json'), '--json');
    const told = JSON.parse(stdout) as Told;
    const { entries, chain } = site.ledger();
    expect({ code, ...told }).toMatchObject({ code: 0, holds: true, records: entries.length, spending: { spentRhoUnits: chain.spentRhoUnits }, rounds: [{ study, state: { kind: 'sealed' } }] });
    expect(told.countersignatures).toHaveLength(1);
    expect(told.countersignatures[0].covers.seq).toBeGreaterThanOrEqual(3);
  });

  it('gets the same records from the coordinator, up to where it has witnessed them', async () => {
    expect(await consortium.coordinator.command('sites', 'ledger', 'cleveland', '--out', at('held.ledger'))).toMatchObject({ code: 0, stderr: '' });
    const [held, own] = [readFileSync(at('held.ledger')), readFileSync(at('own.ledger'))];
    expect(own.subarray(0, held.length).equals(held)).toBe(true);
    const { code, stdout } = await verify('--ledger', at('held.ledger'));
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: 'The ledger holds.' });
  });

  it('is told at which record an altered ledger breaks, and that records are missing from a shortened one', async () => {
    const own = readFileSync(at('own.ledger'));
    const second = 8 + own.readUInt32LE(0);
    writeFileSync(at('altered.ledger'), own.with(second + 50, own[second + 50] ^ 1));
    const altered = await verify('--ledger', at('altered.ledger'), '--json');
    expect({ code: altered.code, ...(JSON.parse(altered.stdout) as Told) }).toMatchObject({ code: 1, holds: false, problem: { in: 'ledger', record: 1, offset: second } });
    writeFileSync(at('shortened.ledger'), own.subarray(0, second));
    const shortened = await verify('--ledger', at('shortened.ledger'), '--witness', at('witness.json'));
    expect(shortened).toMatchObject({ code: 1, stdout: expect.stringContaining('records are missing from its end') });
  });

  it('finds no record of the hospital in it, no column and no value', () => {
    const text = readFileSync(at('own.ledger'), 'latin1');
    const [header, ...rows] = readFileSync(site.files.records, 'utf8').trimEnd().split(/\r?\n/);
    expect(rows.filter((row) => text.includes(row))).toEqual([]);
    expect(header.split(',').filter((column) => text.includes(`"${column}"`))).toEqual([]);
    expect(text).toContain('"kind":"debit"');
  });

  it('is answered in a sentence when something is asked that cannot be', async () => {
    expect(await ledgerExport(at('own.ledger'))).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('own.ledger') });
    expect(await consortium.coordinator.command('sites', 'ledger', 'nowhere', '--out', at('x'))).toMatchObject({ code: 2, stderr: 'commonward: Nothing is held of a ledger of a site nowhere.\n' });
    expect(await verify()).toMatchObject({ code: 2, stderr: 'commonward: Give either the folder of an export or --ledger with a file.\n' });
    expect(await verify('--ledger', at('none'))).toMatchObject({ code: 2, stderr: expect.stringContaining('(ENOENT)') });
  });
});
