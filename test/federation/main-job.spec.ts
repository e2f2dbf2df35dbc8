import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RHO_UNITS_PER_ONE } from '@commonward/accounting';
import { parquetReadObjects } from 'hyparquet';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { until } from '../consortium/until.js';

const NAMES = ['cleveland', 'hungarian', 'va'] as const;
const ROWS = 400;
jest.setTimeout(180_000);

let consortium: Consortium;
let study: string;
let folder: string;

/** Runs a command that has to succeed. @returns the last line it printed */
async function admin(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await consortium.coordinator.command(...args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}

const newStudy = (name: string, epsilon: string, ...waiting: readonly string[]) => {
  const guarantee = ['--epsilon', epsilon, '--delta', '1e-5', '--unit', 'patient', '--adjacency', 'add-or-remove-one', '--trust', 'local'];
  return admin('study', 'new', '--name', name, '--dictionary', consortium.sites[0].files.dictionary, ...guarantee, ...waiting, '--sites', ...NAMES);
};

/** Asks for records, and approves the request. @returns the folder of the export */
async function request(...where: readonly string[]): Promise<string> {
  return admin('export', 'approve', await admin('export', 'request', study, '--rows', String(ROWS), '--purpose', 'a test', ...where));
}

function rowsOf(directory: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(join(directory, 'data.csv'), 'utf8').trimEnd().split('\n').map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header.map((column, j) => [column, cells[j]])));
}

describe('the main job, by the commands that people type', () => {
  beforeAll(async () => {
    consortium = await aConsortium({ sites: NAMES });
    for (const site of consortium.sites) site.start();
    study = await newStudy('Heart', '3');
    await admin('study', 'start', study);
    folder = await request();
  });
  afterAll(() => consortium.end());

  it('takes one release from every hospital, masked, and trains a generator from their sum', async () => {
    const { state, rounds, generator } = await consortium.coordinator.study(study);
    expect(state).toBe('trained');
    expect(rounds.map(({ sites }) => sites.map((answer) => answer.state))).toEqual([['released', 'released', 'released']]);
    expect(generator?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('hands out an export that verifies offline, in a process that knows nothing but the folder and the key', async () => {
    const { code, stdout } = await consortium.machine.run('commonward', 'verify', folder, '--key', await consortium.coordinator.publicKey(), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, checks: ['signer', 'signature', 'checksums', 'lineage', 'aggregation', 'replay'].map((name) => ({ name, holds: true })) });
    expect(code).toBe(0);
  });

  it('does not verify an export under the key of another consortium', async () => {
    const { code, stdout } = await consortium.machine.run('commonward', 'verify', folder, '--key', 'a'.repeat(64));
    expect(code).toBe(1);
    expect(stdout).toContain('FAILS  signer');
  });

  it('shows at the consortium exactly what each hospital’s own ledger says was spent', async () => {
    const { forecast } = await consortium.coordinator.study(study);
    const shown = await consortium.coordinator.sites();
    for (const site of consortium.sites) {
      const { code, stdout } = await site.ledgerCommand('verify');
      const { chain, entries } = site.ledger();
      expect(code).toBe(0);
      expect(stdout).toContain(`Spent rho ${chain.spentRhoUnits / RHO_UNITS_PER_ONE} of ${(chain.policy?.capRhoUnits ?? 0) / RHO_UNITS_PER_ONE}.`);
      expect(shown.find(({ name }) => name === site.name)?.budget).toMatchObject({ spentRhoUnits: chain.spentRhoUnits, capRhoUnits: chain.policy?.capRhoUnits });
      expect(forecast.sites.find(({ site: name }) => name === site.name)?.rhoUnits).toBe(chain.spentRhoUnits);
      expect(entries.map(({ kind }) => kind)).toEqual(['genesis', 'policy', 'witnessed', 'debit', 'seal', 'witnessed', 'unmask', 'receipt']);
    }
  });

  it('gives the same records as CSV and as Parquet', async () => {
    const bytes = new Uint8Array(readFileSync(join(folder, 'data.parquet')));
    const parquet = (await parquetReadObjects({ file: bytes.buffer })) as Record<string, string | number | null>[];
    const texts = parquet.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === null ? '' : String(value)])));
    expect(texts).toEqual(rowsOf(folder));
    expect(parquet).toHaveLength(ROWS);
  });

  it('fills an export with conditions with matching records only', async () => {
    const rows = rowsOf(await request('--where', 'sex=0', '--where', 'age>=60', '--where', 'cp=1|3'));
    expect(rows).toHaveLength(ROWS);
    expect(rows.filter(({ sex, age, cp }) => sex === '0' && Number(age) >= 60 && ['1', '3'].includes(cp))).toHaveLength(ROWS);
  });

  it('has a study that costs more than what is left refused by the hospitals, and nothing debited', async () => {
    const heads = consortium.sites.map((site) => site.ledger().head);
    const second = await newStudy('Too much', '4.9', '--aggregation', 'plain', '--quorum', '1');
    const { code, stderr } = await consortium.coordinator.command('study', 'start', second);
    expect(code).toBe(2);
    expect(stderr).toBe('commonward: The study Too much is failed: Every site refused the round.\n');
    const { rounds } = await until('the round is closed', () => consortium.coordinator.study(second));
    expect(rounds[0].sites).toMatchObject(NAMES.map(() => ({ state: 'refused', reason: 'budget' })));
    expect(consortium.sites.map((site) => site.ledger().head)).toEqual(heads);
  });
});
