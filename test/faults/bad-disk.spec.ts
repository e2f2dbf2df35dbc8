import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { expectOneSentence } from '../bad-input/one-sentence.js';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { coordinatorArguments } from '../consortium/coordinator.js';
import { Gate } from '../consortium/gate.js';
import { Machine } from '../consortium/machine.js';
import type { Site } from '../consortium/site.js';
import { SmallDisk } from '../consortium/small-disk.js';
import { until } from '../consortium/until.js';
import { describeIfLong, itIfLong, sayWhatWaits } from './long.js';

jest.setTimeout(240_000);

const PATIENCE_MS = 120_000;
const SLOW_MS = '1000';
const ONE_ROUND = ['debit', 'seal', 'receipt'];
const BAD_DISK = `--import=${pathToFileURL(join(import.meta.dirname, 'preload', 'bad-disk.mjs')).href}`;

let consortium: Consortium;
let site: Site;

const kindsOf = (study: string) => site.ledger().entries.flatMap((entry) => ('study' in entry && entry.study === study ? [entry.kind] : []));
const untilReceipted = (study: string) => until('the receipt is recorded', () => kindsOf(study).includes('receipt'), PATIENCE_MS);

const begin = async () => {
  consortium = await aConsortium({ sites: ['va'] });
  [site] = consortium.sites;
};

sayWhatWaits('a slow disk of a site or the coordinator; a disk of the coordinator that becomes read-only within a round');

describeIfLong('a slow disk', () => {
  beforeAll(begin);
  afterAll(() => consortium.end());

  it('of a site, on which every sync takes a second, delays the release: the agent stays connected and releases once', async () => {
    const agent = site.start([BAD_DISK], { SLOW_MS });
    await until('the agent is connected', () => agent.stdout.includes('Connected'), PATIENCE_MS);
    const study = await consortium.startStudy({ epsilon: 1 });
    await untilReceipted(study);
    await until('the release is told', () => agent.stdout.includes('Released'), PATIENCE_MS);
    expect(kindsOf(study)).toEqual(ONE_ROUND);
    expect(agent.stdout).not.toContain('Trying again');
    expect(agent.stdout).not.toContain('Sent again');
    await agent.crash();
  });

  it('of the coordinator, on which every write takes a second, delays the receipt: the release is accepted once', async () => {
    const { coordinator } = consortium;
    await coordinator.crash();
    await coordinator.restart({ NODE_OPTIONS: BAD_DISK, SLOW_MS });
    const agent = site.start();
    const study = await consortium.startStudy({ epsilon: 1 });
    await untilReceipted(study);
    expect(kindsOf(study)).toEqual(ONE_ROUND);
    await until('the study is trained', async () => (await coordinator.study(study)).state === 'trained', PATIENCE_MS);
    await agent.crash();
  });
});

describe('a disk that becomes read-only', () => {
  let flag: string;

  beforeAll(async () => {
    await begin();
    flag = join(consortium.machine.folder, 'read-only');
  });
  afterAll(() => consortium.end());

  it('at a site in the middle of a round ends the agent in one sentence; started again it goes on and pays no second time', async () => {
    const gate = new Gate(site.files.records);
    const agent = site.start([BAD_DISK], { READ_ONLY: flag });
    const study = await consortium.startStudy({ epsilon: 1 });
    await gate.untilReached();
    writeFileSync(flag, '');
    gate.letThrough();
    const { code, stderr } = await agent.ended;
    expect(stderr).toMatch(/^commonward-site: The disk of the ledger in .*\/home\/ledger is mounted read-only, so nothing more is recorded: mount it for writing, then start the agent again\.\n$/);
    expect(code).toBe(2);
    expect(kindsOf(study)).toEqual(['debit']);
    rmSync(flag);
    gate.restore();
    const next = site.start([BAD_DISK], { READ_ONLY: flag });
    await untilReceipted(study);
    expect(kindsOf(study)).toEqual(ONE_ROUND);
    await next.crash();
  });

  itIfLong('at the coordinator makes the agent wait, and the round is complete once it can be written', async () => {
    const { coordinator } = consortium;
    await coordinator.crash();
    await coordinator.restart({ NODE_OPTIONS: BAD_DISK, READ_ONLY: flag });
    const gate = new Gate(site.files.records);
    const agent = site.start();
    const study = await consortium.startStudy({ epsilon: 1 });
    await gate.untilReached();
    writeFileSync(flag, '');
    gate.letThrough();
    await until('the agent is told', () => agent.stdout.includes('Trying again until it works.'), PATIENCE_MS);
    await until('the lease has lapsed for want of renewals', async () => (await coordinator.health()).standing === 'standby', PATIENCE_MS);
    rmSync(flag);
    await untilReceipted(study);
    await consortium.untilTrained(study);
    expect(kindsOf(study)).toEqual(ONE_ROUND);
    gate.restore();
  });
});

const disk = SmallDisk.mount({ kilobytes: 16 * 1024 });
if (disk === null) process.stdout.write('skipped: what starts on a disk that is mounted read-only (this user may not mount one)\n');

(disk !== null ? describe : describe.skip)('a disk that is mounted read-only', () => {
  const machine = new Machine();
  const { folder } = disk as SmallDisk;

  beforeAll(begin);
  afterAll(async () => {
    await machine.end();
    await consortium.end();
    (disk as SmallDisk).unmount();
  });

  it('keeps an agent from starting, in one sentence, and changes nothing', async () => {
    const onDisk = join(folder, 'home');
    cpSync(site.home, onDisk, { recursive: true });
    (disk as SmallDisk).makeReadOnly();
    expectOneSentence(await machine.run('commonward-site', 'run', '--home', onDisk), /The disk of the ledger in .* is mounted read-only, so nothing more is recorded: mount it for writing, then start the agent again\./);
    (disk as SmallDisk).makeWritable();
  });

  it('keeps a hospital from joining, in one sentence', async () => {
    const { joinToken } = await consortium.coordinator.invite('cleveland');
    const { records, dictionary, policy } = site.files;
    (disk as SmallDisk).makeReadOnly();
    const joined = await machine.run('commonward-site', 'join', joinToken, '--home', join(folder, 'new'), '--records', records, '--dictionary', dictionary, '--policy', policy, '--no-encryption');
    expectOneSentence(joined, /Cannot write .*\/new: it cannot be made there; check the path, and that the disk is not mounted read-only\./);
    (disk as SmallDisk).makeWritable();
  });

  it.each([
    ['for the first time', () => undefined, /Cannot write to .*\/coordinator: it cannot be made there; check the path, and that the disk is not mounted read-only, and start again\./],
    ['in its folder', () => cpSync(consortium.coordinator.directory, join(folder, 'coordinator'), { recursive: true }), /Cannot write to .*\/coordinator: the disk is mounted read-only; mount it for writing and start again\./],
  ])('keeps a coordinator from starting %s, in one sentence', async (_what, prepare, sentence) => {
    prepare();
    (disk as SmallDisk).makeReadOnly();
    const finished = await machine.run('commonward', ...coordinatorArguments(join(folder, 'coordinator'), { enrolment: 0, federation: 0, http: 0 }));
    expectOneSentence(finished, sentence);
    (disk as SmallDisk).makeWritable();
  });
});
