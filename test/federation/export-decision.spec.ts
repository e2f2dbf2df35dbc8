import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { Person } from '../consortium/person.js';
import type { ExportView } from '../consortium/views.js';

const ROWS = 5000;
const WOMEN_OVER_60 = { rows: ROWS, purpose: 'A course on heart disease in older women', conditions: [{ column: 'sex', allowed: ['0'] }, { column: 'age', atLeast: 60, atMost: null }] };
const REASON = 'Say in which course they are used.';
const PASSWORDS = { grace: 'a password of grace', ada: 'a password of ada', vera: 'a password of vera' };
jest.setTimeout(180_000);

let consortium: Consortium;
let study: string;
let admin: Person;
let researcher: Person;
let viewer: Person;
let stranger: Person;
let refused: ExportView;
let made: ExportView;

const request = () => researcher.call<ExportView>('POST', `/studies/${study}/exports`, WOMEN_OVER_60);

/** Lets the admin make an account, and its owner set it up. */
async function newcomer(name: 'ada' | 'vera', role: string): Promise<Person> {
  const { setUpToken } = await admin.call<{ setUpToken: string }>('POST', '/accounts', { name, role });
  const person = new Person(consortium.coordinator.http);
  await person.setUp(`${consortium.coordinator.http}/#setup=${setUpToken}`, { name, password: PASSWORDS[name] });
  return person;
}

/** The rows of data.csv, by column. */
function rowsOf(directory: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(join(directory, 'data.csv'), 'utf8').trimEnd().split('\n').map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header.map((column, j) => [column, cells[j]])));
}

describe('a request of a researcher and its decision', () => {
  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland', 'va'] });
    for (const site of consortium.sites) site.start();
    const { coordinator } = consortium;
    [admin, stranger] = [new Person(coordinator.http), new Person(coordinator.http)];
    await admin.setUp(coordinator.setUp ?? '', { name: 'grace', password: PASSWORDS.grace });
    researcher = await newcomer('ada', 'researcher');
    viewer = await newcomer('vera', 'viewer');
    study = await consortium.startStudy();
    await consortium.untilTrained(study);
  });
  afterAll(() => consortium.end());

  it('waits, and nothing is drawn for it', async () => {
    refused = await request();
    expect(refused).toMatchObject({ state: 'requested', requestedBy: 'ada', decision: null, files: [] });
    expect((await researcher.ask('GET', `/exports/${refused.id}/files/data.csv`)).status).toBe(404);
  });

  it('is refused once, with a reason that the researcher reads', async () => {
    await admin.call('POST', `/exports/${refused.id}/refuse`, { reason: REASON });
    expect(await researcher.call<ExportView>('GET', `/exports/${refused.id}`)).toMatchObject({ state: 'refused', decision: { by: 'grace', reason: REASON } });
    expect((await admin.ask('POST', `/exports/${refused.id}/approve`)).status).toBe(409);
  });

  it('is asked anew, approved, and made', async () => {
    const { id } = await request();
    await admin.call('POST', `/exports/${id}/approve`);
    await consortium.untilExported(id);
    made = await researcher.call('GET', `/exports/${id}`);
    expect(made).toMatchObject({ state: 'ready', decision: { by: 'grace', reason: null } });
    expect((await researcher.call<ExportView[]>('GET', '/exports')).map((one) => one.state)).toEqual(['refused', 'ready']);
  });

  it('gives 5,000 women over 60 as CSV, as the researcher downloads it', async () => {
    const csv = await (await researcher.ask('GET', `/exports/${made.id}/files/data.csv`)).text();
    expect(csv).toBe(readFileSync(join(made.directory, 'data.csv'), 'utf8'));
    const rows = rowsOf(made.directory);
    expect(rows).toHaveLength(ROWS);
    expect(rows.filter(({ sex, age }) => sex !== '0' || age === '' || Number(age) < 60)).toEqual([]);
  });

  it('gives the same women as Parquet', async () => {
    const bytes = await (await researcher.ask('GET', `/exports/${made.id}/files/data.parquet`)).arrayBuffer();
    const rows = await parquetReadObjects({ file: bytes });
    expect(rows).toHaveLength(ROWS);
    expect(rows.filter(({ sex, age }) => String(sex) !== '0' || age === null || Number(age) < 60)).toEqual([]);
  });

  it.each([
    ['DuckDB', 'duckdb', "[duckdb.sql(f\"select count(*), min(age), max(sex) from '{file}'\").fetchall()[0] for file in files]"],
    ['pandas', 'pandas', '[(len(t), t.age.min(), t.sex.astype(int).max()) for t in (pandas.read_csv(files[0]), pandas.read_parquet(files[1]))]'],
  ])('gives files that open in %s, where Python has it', (name, module, read) => {
    const python = process.env['PYTHON'] ?? 'python3';
    if (spawnSync(python, ['-c', `import ${module}`]).status !== 0) {
      process.stderr.write(`skipped: opening an export in ${name} (Python has no ${module}; PYTHON names the Python that has)\n`);
      return;
    }
    const files = ['data.csv', 'data.parquet'].map((file) => join(made.directory, file));
    const code = `import json, sys, ${module}; files = sys.argv[1:]; print(json.dumps([[float(x) for x in row] for row in ${read}]))`;
    const { stdout, stderr } = spawnSync(python, ['-c', code, ...files], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const tables = JSON.parse(stdout) as [rows: number, youngest: number, sex: number][];
    expect(tables.map(([rows, youngest, sex]) => [rows, youngest >= 60, sex])).toEqual([[ROWS, true, 0], [ROWS, true, 0]]);
  });

  it('gives files that verify, under the key of the consortium', async () => {
    const { code, stdout } = await consortium.machine.run('commonward', 'verify', made.directory, '--key', await consortium.coordinator.publicKey());
    expect(stdout).not.toContain('FAILS');
    expect(code).toBe(0);
  });

  it('is closed to a viewer, to a visitor who has not signed in, and where it is decided to the researcher', async () => {
    const { id } = await request();
    const about = [`/exports`, `/exports/${id}`, `/exports/${made.id}/preview`, `/exports/${made.id}/files/data.csv`, `/exports/${made.id}/files/data.parquet`].map((path) => ['GET', path, undefined] as const);
    const asking = ['POST', `/studies/${study}/exports`, WOMEN_OVER_60] as const;
    const deciding = [['POST', `/exports/${id}/approve`, undefined], ['POST', `/exports/${id}/refuse`, { reason: REASON }]] as const;
    const statuses = (person: Person, calls: readonly (readonly ['GET' | 'POST', string, object | undefined])[]) =>
      Promise.all(calls.map(async ([method, path, body]) => (await person.ask(method, path, body)).status));
    const all = [...about, asking, ...deciding];
    expect(await statuses(viewer, all)).toEqual(all.map(() => 403));
    expect(await statuses(stranger, all)).toEqual(all.map(() => 401));
    expect(await statuses(researcher, deciding)).toEqual([403, 403]);
    expect(await researcher.call<ExportView>('GET', `/exports/${id}`)).toMatchObject({ state: 'requested', decision: null });
  });

  it('is nobody’s but the researcher’s and the admins’', async () => {
    const other = await consortium.coordinator.requestExport(study, WOMEN_OVER_60);
    expect(other.requestedBy).toBe('command line');
    expect((await researcher.ask('GET', `/exports/${other.id}`)).status).toBe(404);
    expect((await admin.call<ExportView[]>('GET', '/exports')).map(({ requestedBy }) => requestedBy)).toEqual(['ada', 'ada', 'ada', 'command line']);
  });

  it('is decided from the command line as well: also an admin’s own request waits for it', async () => {
    const { coordinator } = consortium;
    const asked = await coordinator.command('export', 'request', study, '--rows', '10', '--purpose', 'a test');
    const refusal = await coordinator.command('export', 'refuse', asked.stdout.trim(), '--reason', REASON);
    expect({ code: refusal.code, stderr: refusal.stderr }).toEqual({ code: 0, stderr: '' });
    const late = await coordinator.command('export', 'approve', asked.stdout.trim());
    expect({ code: late.code, stderr: late.stderr }).toEqual({ code: 2, stderr: 'commonward: This export is refused: a request is decided once.\n' });
  });

  it('is still there after a crash of the coordinator, and so are the sessions; no set-up link is printed any more', async () => {
    await consortium.coordinator.crash();
    await consortium.coordinator.restart();
    expect(consortium.coordinator.setUp).toBeNull();
    expect(await researcher.call('GET', '/session')).toEqual({ name: 'ada', role: 'researcher' });
    expect(await researcher.call('GET', `/exports/${made.id}`)).toEqual(made);
  });
});
