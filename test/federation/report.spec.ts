import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { canonicalJson, identityFromSeed, sha256Hex, type Identity } from '@commonward/envelope';
import { pairedAudit, parseReport, type BenchmarkReport } from '@commonward/evaluation';
import { signFiles, type Files } from '@commonward/lineage';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { filesBelow } from '../consortium/files-below.js';
import { recordsOf, smallDictionary } from '../consortium/hospital.js';
import { Person } from '../consortium/person.js';
import { Verifier } from '../consortium/verifier.js';
import type { StudyView } from '../consortium/views.js';

jest.setTimeout(180_000);

const REQUEST = { rows: 50, conditions: [], purpose: 'a test' };
const PAGES = ['lineage/report.json', 'report.html', 'report.json'];

let consortium: Consortium;
let study: string;
let admin: Person;
/** Records of a hospital that is not part of the consortium. */
let unseen: string;
let report: BenchmarkReport;
let exported: Files;
let directory: string;
/** An export that was approved before the report was stated, and a request of that time. */
let before: string;
let waiting: string;
let coordinator: Identity;
const verifier = new Verifier();

const trainFiles = (): string[] => consortium.sites.map(({ files }) => files.records);
const commandReport = (...args: readonly string[]) => consortium.coordinator.command('report', study, ...args);
const makeReport = () => commandReport('--train', ...trainFiles(), '--test', unseen);
const verify = (...args: readonly string[]) => consortium.machine.run('commonward', 'verify', directory, ...args);
const textOf = (path: string): string => new TextDecoder().decode(exported.get(path));

async function approved(id: string): Promise<string> {
  await admin.call('POST', `/exports/${id}/approve`);
  return (await consortium.untilExported(id)).directory;
}

/** What an export says when the coordinator itself has changed and signed it. */
async function failing(changed: Readonly<Record<string, string>>): Promise<string[]> {
  const files = new Map([...exported, ...Object.entries(changed).map(([path, text]) => [path, new TextEncoder().encode(text)] as const)].filter(([path]) => !path.startsWith('SHA256SUMS')));
  const { checks } = await verifier.verify(signFiles(files, coordinator), coordinator.publicKey);
  return checks.flatMap(({ name, holds }) => (holds ? [] : [name]));
}

/** The report that a study admin would state if it said this as well. */
const stated = async (changes: object): Promise<{ status: number; message: string }> => {
  const answer = await admin.ask('POST', `/studies/${study}/report`, { ...report, ...changes });
  return { status: answer.status, message: ((await answer.json()) as { message: string }).message };
};

/** Reads server-sent events until one of them is about this study. */
async function untilChanged(events: Response): Promise<string> {
  let heard = '';
  for await (const chunk of events.body ?? []) {
    heard += new TextDecoder().decode(chunk as Uint8Array);
    if (heard.includes(study)) break;
  }
  return heard;
}

beforeAll(async () => {
  consortium = await aConsortium({ sites: ['cleveland', 'va'] });
  unseen = join(consortium.machine.folder, 'unseen.csv');
  writeFileSync(unseen, recordsOf('hungarian'));
  for (const site of consortium.sites) site.start();
  admin = new Person(consortium.coordinator.http);
  await admin.setUp(consortium.coordinator.setUp ?? '', { name: 'grace', password: 'a password of grace' });
  study = await consortium.startStudy();
  const keys = JSON.parse(readFileSync(join(consortium.coordinator.directory, 'keys', 'consortium.json'), 'utf8')) as { identitySeed: string };
  coordinator = identityFromSeed(Buffer.from(keys.identitySeed, 'hex'));
});
afterAll(async () => {
  await verifier.end();
  await consortium.end();
});

describe('a study on public records', () => {
  it('has no report before it is trained, nor before someone states one', async () => {
    const draft = await consortium.coordinator.createStudy({ name: 'Draft', dictionary: JSON.parse(readFileSync(consortium.sites[0].files.dictionary, 'utf8')) as object, epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', trust: 'local', sites: ['va'] });
    const early = await consortium.coordinator.command('report', draft.id, '--train', unseen, '--test', unseen);
    expect(early).toMatchObject({ code: 2, stdout: '', stderr: 'commonward: The study Draft has no generator yet; it is draft.\n' });
    expect(await consortium.untilTrained(study)).toMatchObject({ report: null });
    expect((await admin.ask('GET', `/studies/${study}/report`)).status).toBe(404);
    waiting = (await consortium.coordinator.requestExport(study, REQUEST)).id;
    before = await approved((await consortium.coordinator.requestExport(study, REQUEST)).id);
  });

  it('is scored by someone who holds the records, with one command; whoever reads the study learns of it', async () => {
    const events = await admin.ask('GET', '/events');
    const { code, stdout, stderr } = await makeReport();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^(Useful|Weak|No better than chance|Cannot be told|Discloses records)\. .+\npublic benchmark, not private: accuracy 0\.\d{3}, AUROC 0\.\d{3} \(trained on real records: 0\.\d{3}, 0\.\d{3}\)\n$/) });
    report = parseReport(await (await admin.ask('GET', `/studies/${study}/report`)).text());
    const sha256 = sha256Hex(canonicalJson(report));
    expect(stdout).toBe(`report ${sha256}\n`);
    expect(await admin.call<StudyView>('GET', `/studies/${study}`)).toMatchObject({ report: { sha256, statedBy: 'command line' } });
    expect(await untilChanged(events)).toContain('"topic":"studies"');
    await events.body?.cancel();
  });

  it('has a report of its generator and of these records, and both sides score well above guessing', async () => {
    const { generator } = await consortium.coordinator.study(study);
    expect(report).toMatchObject({ basis: 'public benchmark, not private', study, generatorSha256: generator?.sha256, rows: { synthetic: report.rows.train } });
    expect(report.rows.train).toBe(trainFiles().reduce((rows, file) => rows + readFileSync(file, 'utf8').trimEnd().split('\n').length - 1, 0));
    expect(report.mean.synthetic.auroc).toBeGreaterThan(0.7);
    expect(report.mean.real.auroc).toBeGreaterThan(0.7);
  });

  it('takes only a report of this study, of its generator, and that agrees with itself', async () => {
    const other = 'd'.repeat(64);
    const [first, ...rest] = report.classifiers;
    const flattering = [{ ...first, synthetic: { ...first.synthetic, accuracy: 1 } }, ...rest];
    expect(await stated({ study: 'another' })).toEqual({ status: 422, message: 'The report is of another study.' });
    expect(await stated({ generatorSha256: other })).toEqual({ status: 422, message: `The report is of the generator ${other}; the study’s is ${report.generatorSha256}.` });
    expect(await stated({ classifiers: flattering })).toMatchObject({ status: 422, message: expect.stringContaining('does not agree with itself') });
    expect(await stated({ association: { ...report.association, synthetic: report.association.synthetic.map((row) => row.map((value) => value * (1 - 1e-9))) } })).toMatchObject({ status: 422, message: 'The report’s synthetic side does not follow from the generator.' });
    expect(await stated({ basis: 'private' })).toMatchObject({ status: 400 });
    expect(await admin.call('GET', `/studies/${study}/report`)).toEqual(report);
  });

  it('is not scored on a file that cannot be read to the last record: one sentence names file, line and column', async () => {
    const broken = join(consortium.machine.folder, 'broken.csv');
    const [header, first] = recordsOf('hungarian').split('\n');
    const cells = first.split(',');
    cells[header.split(',').indexOf('age')] = 'old';
    writeFileSync(broken, `${header}\n${first}\n${cells.join(',')}\n`);
    const { code, stderr } = await commandReport('--train', unseen, '--test', broken);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^commonward: .*broken\.csv, line 3, column "age": .*\.\n$/);
    expect(await commandReport('--train', unseen, '--test', `${broken}.not`)).toMatchObject({ code: 2, stderr: `commonward: Cannot read ${broken}.not (ENOENT): give a CSV file of records.\n` });
  });
});

describe('an export that was approved after the report was stated', () => {
  it('holds it, as data and as a page, and verifies', async () => {
    directory = await approved(waiting);
    exported = filesBelow(directory);
    expect([...exported.keys()].filter((path) => path.includes('report'))).toEqual(PAGES);
    expect(textOf('lineage/report.json')).toBe(canonicalJson(report));
    expect(JSON.parse(textOf('report.json'))).toEqual(report);
    const { code, stdout } = await verify('--key', coordinator.publicKey);
    expect(code).toBe(0);
    expect(stdout).toContain("holds  report: stated by the study's admin for this generator (public benchmark, not private); its scores and its real side are not derived from releases\n");
  });

  it('has its report made again, number for number, by anyone who holds the same public records', async () => {
    const { code, stdout } = await verify('--train', ...trainFiles(), '--test', unseen);
    expect(stdout).toContain('holds  recomputed report: recomputed from the given records, identical\nVerified.\n');
    expect(code).toBe(0);
  });

  it('has its report not confirmed by other records', async () => {
    const { code, stdout } = await verify('--train', ...trainFiles().reverse(), '--test', unseen);
    expect(stdout).toContain('FAILS  recomputed report: The records given with --train are not those of the report, or stand in another order.\n');
    expect(stdout).toContain('The records of this export verify; the given public records do not confirm its report.\n');
    expect(code).toBe(1);
    expect(await verify('--train', unseen)).toMatchObject({ code: 2, stderr: 'commonward: Give --train and --test together: a report is made from both.\n' });
  });

  it('differs in that from one that was approved before, which has no report and verifies without', async () => {
    const files = filesBelow(before);
    expect([...files.keys()].filter((path) => path.includes('report'))).toEqual([]);
    const { holds, checks } = await verifier.verify(files, coordinator.publicKey);
    expect({ holds, checks: checks.map(({ name }) => name) }).toEqual({ holds: true, checks: ['signer', 'signature', 'checksums', 'lineage', 'replay'] });
  });

  it('does not hold with another page, even one that the coordinator signs', async () => {
    expect(await failing({ 'report.html': textOf('report.html').replace('not private', 'certified') })).toEqual(['replay', 'report']);
    expect(await failing({ 'report.json': textOf('report.json').replace('"basis"', '"Basis"') })).toEqual(['replay', 'report']);
    expect(await failing({ 'lineage/report.json': canonicalJson({ ...report, seed: report.seed + 1 }) })).toEqual(['replay', 'report']);
  });
});

describe('a report of another study', () => {
  it('does not hold in an export of this one, whoever signs it', async () => {
    const second = await consortium.startStudy({ epsilon: 1 });
    await consortium.untilTrained(second);
    const { code } = await consortium.coordinator.command('report', second, '--train', ...trainFiles(), '--test', unseen);
    expect(code).toBe(0);
    const own = await approved((await consortium.coordinator.requestExport(second, REQUEST)).id);
    const pages = Object.fromEntries(PAGES.map((path) => [path, readFileSync(join(own, path), 'utf8')]));
    expect(await failing({ ...pages, 'datacard.md': textOf('datacard.md') })).toEqual(['report']);
  });
});

describe('a study whose report shows that its guarantee does not hold', () => {
  it('is not exported: the approval is refused in one sentence, until another report is stated', async () => {
    const leaking = await consortium.startStudy({ epsilon: 1 });
    await consortium.untilTrained(leaking);
    await consortium.coordinator.command('report', leaking, '--train', ...trainFiles(), '--test', unseen);
    const honest = parseReport(await (await admin.ask('GET', `/studies/${leaking}/report`)).text());
    // As if the member of every pair had been guessed; a coordinator without the records cannot know better.
    const audit = pairedAudit(Array.from({ length: Math.min(honest.rows.train, honest.rows.test) }, () => ({ member: 0, heldOut: 1 })), { epsilon: 1, delta: 1e-5 });
    const { id } = await consortium.coordinator.requestExport(leaking, REQUEST);
    await admin.call('POST', `/studies/${leaking}/report`, { ...honest, audit });
    const answer = await admin.ask('POST', `/exports/${id}/approve`);
    expect({ status: answer.status, message: ((await answer.json()) as { message: string }).message }).toEqual({
      status: 422,
      message: `The benchmark report of this study shows with 95 % confidence that its records give away at least epsilon ${audit.shownEpsilon.toFixed(2)}, more than the 1 that it promises: no export is made of them. Look for what is wrong with the training, or have the report made again.`,
    });
    await admin.call('POST', `/studies/${leaking}/report`, honest);
    expect((await approved(id)).length).toBeGreaterThan(0);
  });
});

describe('a study on records that are not public', () => {
  let closed: Consortium;

  beforeAll(async () => {
    closed = await aConsortium({ sites: ['va'], dictionary: { ...smallDictionary, public: false } });
    for (const site of closed.sites) site.start();
  });
  afterAll(() => closed.end());

  it('has no report: neither is the command run on its records, nor is a report of them taken', async () => {
    const id = await closed.startStudy();
    const { generator } = await closed.untilTrained(id);
    const absent = join(closed.machine.folder, 'absent.csv');
    const { code, stderr } = await closed.coordinator.command('report', id, '--train', absent, '--test', absent);
    expect(code).toBe(2);
    expect(stderr).toBe("commonward: The dictionary heart-disease does not say that its records are public, so there are no exact scores of them; see the study's fidelity, which follows from the releases.\n");
    const person = new Person(closed.coordinator.http);
    await person.setUp(closed.coordinator.setUp ?? '', { name: 'grace', password: 'a password of grace' });
    const answer = await person.ask('POST', `/studies/${id}/report`, { ...report, study: id, generatorSha256: generator?.sha256 });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ message: 'The dictionary heart-disease does not say that its records are public; an exact score of other records would be a release that no debit paid for.' });
    expect(await person.call('GET', `/studies/${id}`)).toMatchObject({ report: null });
  });
});
