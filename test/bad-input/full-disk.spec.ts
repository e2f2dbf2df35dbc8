import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator, coordinatorArguments } from '../consortium/coordinator.js';
import { filesBelow } from '../consortium/files-below.js';
import { Gate } from '../consortium/gate.js';
import { recordsOf, smallDictionary } from '../consortium/hospital.js';
import { Machine } from '../consortium/machine.js';
import { Site } from '../consortium/site.js';
import { SmallDisk } from '../consortium/small-disk.js';
import { until } from '../consortium/until.js';
import { expectNoHome, expectOneSentence } from './one-sentence.js';

jest.setTimeout(180_000);

const siteDisk = SmallDisk.mount({ kilobytes: 1024 });
const coordinatorDisk = SmallDisk.mount({ kilobytes: 16 * 1024 });
if (siteDisk === null || coordinatorDisk === null) process.stderr.write('Skipped: what happens on a full disk, because this user may not mount a small one.\n');

(siteDisk !== null && coordinatorDisk !== null ? describe : describe.skip)('a full disk', () => {
  const machine = new Machine();
  const disks = { site: siteDisk as SmallDisk, coordinator: coordinatorDisk as SmallDisk };
  const directory = join(disks.coordinator.folder, 'coordinator');
  let consortium: Consortium;
  let site: Site;
  let study: string;

  beforeAll(() => {
    const { files } = aSite(machine, { name: 'va', records: recordsOf('va'), dictionary: smallDictionary });
    site = new Site(machine, { name: 'va', folder: disks.site.folder, files });
  });
  afterAll(async () => {
    await machine.end();
    for (const disk of Object.values(disks)) disk.unmount();
  });

  it('keeps the coordinator from starting', async () => {
    disks.coordinator.fill();
    const finished = await machine.start('commonward', coordinatorArguments(directory, { enrolment: 0, federation: 0, http: 0 })).ended;
    expectOneSentence(finished, /Cannot write to .*\/coordinator: the disk is full; free some space and start again\./);
    disks.coordinator.makeRoom();
    consortium = new Consortium(machine, await Coordinator.start(machine, { directory }), { sites: [site], dictionary: smallDictionary });
  });

  it('keeps a hospital from joining, and leaves no home and a good token', async () => {
    const { joinToken } = await consortium.coordinator.invite('va');
    disks.site.fill();
    expectOneSentence(await site.join(joinToken), /Cannot write .*\/home(\.key)?: the disk is full; free some space and try again\./);
    expectNoHome(site);
    disks.site.makeRoom();
    assertJoined(await site.join(joinToken));
  });

  it('ends the agent before anything is paid or read, and nothing is lost', async () => {
    const agent = site.start();
    await until('the agent is connected', () => agent.stdout.includes('Connected'));
    disks.site.fill();
    study = await consortium.startStudy();
    const { code, stderr } = await agent.ended;
    expect(stderr).toMatch(/^commonward-site: The disk of the ledger in .*\/home\/ledger is full and nothing was recorded: make room, then try again\.\n$/);
    expect(code).toBe(2);
    expect(site.ledger().entries.map(({ kind }) => kind)).toEqual(['genesis', 'policy', 'witnessed']);
    disks.site.makeRoom();
  });

  it('at the coordinator makes the agent wait, and the round is complete once there is room', async () => {
    const gate = new Gate(site.files.records);
    const agent = site.start();
    await gate.untilReached();
    disks.coordinator.fill();
    gate.letThrough();
    await until('the agent is told', () => agent.stdout.includes('Trying again until it works.'));
    disks.coordinator.makeRoom();
    await consortium.untilTrained(study);
    await until('the receipt is recorded', () => site.ledger().entries.some(({ kind }) => kind === 'receipt'));
    expect(site.ledger().entries.map(({ kind }) => kind)).toEqual(['genesis', 'policy', 'witnessed', 'debit', 'seal', 'witnessed', 'receipt']);
    expect([...filesBelow(join(directory, 'blobs')).keys()].filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  it('makes an export fail whole, in one sentence', async () => {
    disks.coordinator.fill({ leaving: 1 << 17 });
    const { coordinator } = consortium;
    const { stdout: id } = await coordinator.command('export', 'request', study, '--rows', '15000', '--purpose', 'a test');
    const { code, stderr } = await coordinator.command('export', 'approve', id.trim());
    expect(stderr).toBe('commonward: The export failed: The disk is full; free some space and ask again.\n');
    expect(code).toBe(2);
    expect([...filesBelow(join(directory, 'exports')).keys()]).toEqual([]);
    disks.coordinator.makeRoom();
  });
});
