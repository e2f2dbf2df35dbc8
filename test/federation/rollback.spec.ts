import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sha256Hex, type Envelope } from '@commonward/envelope';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { somePolicy } from '../consortium/hospital.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { storedEnvelopes } from '../consortium/stored-envelopes.js';
import { until } from '../consortium/until.js';
import { tapFederation } from '../disclosure/federation-tap.js';
import type { TlsTap } from '../disclosure/tls-tap.js';

/** Each scenario is played once, and fifty times where time does not matter. */
const TIMES = process.env.COMMONWARD_LONG === '1' ? 50 : 1;
jest.setTimeout(TIMES * 180_000);

/** A study that costs little of it can be made again and again. */
const policy = { ...somePolicy, epsilonCap: 100 };
const EPSILON = 1;

let consortium: Consortium;
let site: Site;
let tap: TlsTap;

const repeatedly = async (scenario: () => Promise<void>): Promise<void> => {
  for (let time = 0; time < TIMES; time += 1) await scenario();
};

const untilPrinted = (agent: Running, text: string) =>
  until(`an agent says ${text}`, () => agent.stdout.includes(text)).catch((error: unknown) => {
    throw new Error(`It says ${JSON.stringify(agent.stdout + agent.stderr)} instead.`, { cause: error });
  });
const startStudy = () => consortium.startStudy({ epsilon: EPSILON });

async function connected(which = site): Promise<Running> {
  const agent = which.start();
  await untilPrinted(agent, 'Connected');
  return agent;
}

/** One whole study, after which the agent has its receipt and is gone. */
async function playStudy(): Promise<void> {
  const agent = await connected();
  const study = await startStudy();
  await consortium.untilTrained(study);
  await until('the receipt is recorded', () => site.ledger().entries.at(-1)?.kind === 'receipt');
  await agent.crash();
}

const quarantine = async () => (await consortium.coordinator.sites()).find(({ name }) => name === site.name)?.quarantine?.reason ?? null;

/** Starts an agent that must stop, while the coordinator asks it for a release; and sees that it neither pays nor sends. */
async function expectStopped({ saying, reason }: { readonly saying: string; readonly reason: string }): Promise<void> {
  const before = site.ledger();
  const received = payloadsReceived();
  const study = await startStudy();
  const agent = site.start();
  await untilPrinted(agent, saying);
  expect(await quarantine()).toBe(reason);
  expect((await consortium.coordinator.study(study)).rounds[0].sites).toMatchObject([{ site: site.name, state: 'waiting' }]);
  expect(agent.stdout).not.toMatch(/Released|Sent again/);
  await agent.crash();
  expect(site.ledger()).toEqual(before);
  expect(payloadsReceived()).toEqual(received);
}

/** SHA-256 of the payload of every release that the coordinator has ever stored. */
function payloadsReceived(): ReadonlySet<string> {
  return new Set(storedEnvelopes(consortium.coordinator.directory).filter(isRelease).map(({ payload }) => sha256Hex(payload)));
}

const isRelease = ({ statement }: Envelope): boolean => new TextDecoder().decode(statement).includes('"kind":"release"');

const wasSent = (payload: Uint8Array): boolean => tap.connections.some(({ toCoordinator }) => Buffer.concat(toCoordinator).includes(Buffer.from(payload)));

/** The coordinator's store without its blobs, which a backup of a database does not hold. */
const STORE = ['coordinator.db', 'coordinator.db-wal', 'coordinator.db-shm'];

function copyStore(from: string, to: string): void {
  for (const name of STORE) {
    rmSync(join(to, name), { force: true });
    if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name));
  }
}

beforeAll(async () => {
  consortium = await aConsortium({ sites: ['cleveland'], policy });
  site = consortium.site('cleveland');
  tap = await tapFederation(consortium.coordinator, site);
  await playStudy();
});
afterAll(async () => {
  tap.close();
  await consortium.end();
});

describe('a home that was restored from a backup', () => {
  const restored = { saying: 'Stopped: the coordinator has witnessed records that this ledger does not hold', reason: 'rollback' };

  it('is stopped before it pays or sends anything, and goes on when the newest home is put back', () =>
    repeatedly(async () => {
      const backup = site.copyHome('backup');
      await playStudy();
      const newest = site.copyHome('newest');
      site.restoreHome(backup);
      await expectStopped(restored);
      site.restoreHome(newest);
      await playStudy();
      expect(await quarantine()).toBeNull();
    }));

  it('goes on without it at its operator’s word, and nothing that was spent comes back', async () => {
    const backup = site.copyHome('backup');
    await playStudy();
    const { spentRhoUnits } = site.ledger().chain;
    site.restoreHome(backup);
    await expectStopped(restored);
    const { code, stdout, stderr } = await site.reconcile();
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'commonward-site: Nothing was changed; give --accept-loss to do it.\n' });
    expect(stdout).toContain('The ledger would go on from record');
    expect(await site.reconcile('--accept-loss')).toMatchObject({ code: 0, stdout: expect.stringContaining('The ledger now goes on from record') });
    expect(site.ledger().chain.spentRhoUnits).toBeGreaterThanOrEqual(spentRhoUnits);
    await playStudy();
    expect(await quarantine()).toBeNull();
    expect(await site.reconcile('--accept-loss')).toMatchObject({ code: 0, stdout: 'The ledger and the coordinator agree; there is nothing to reconcile.\n' });
  });
});

describe('a home that was copied, when both copies are at work', () => {
  it('releases one payload for one round: the later copy is stopped with its bytes unsent', () =>
    repeatedly(async () => {
      const clone = site.cloned('clone');
      const earlier = site.payloads().map(sha256Hex);
      const agents = await Promise.all([connected(site), connected(clone)]);
      await consortium.untilTrained(await startStudy());
      const stopped = await until('one of them stops', () => agents.find(({ stdout }) => stdout.includes('Stopped: ')) ?? null);
      await Promise.all(agents.map((agent) => agent.crash()));
      const drawn = [site, clone].map((copy) => copy.payloads().filter((payload) => !earlier.includes(sha256Hex(payload))));
      const [left, kept] = stopped === agents[0] ? [drawn[1], drawn[0]] : drawn;
      expect(left.map((payload) => ({ sent: wasSent(payload), received: payloadsReceived().has(sha256Hex(payload)) }))).toEqual([{ sent: true, received: true }]);
      expect(kept.map((payload) => ({ sent: wasSent(payload), received: payloadsReceived().has(sha256Hex(payload)) }))).toEqual(kept.map(() => ({ sent: false, received: false })));
      if (stopped === agents[0]) site.restoreHome(clone.home);
      await playStudy();
    }));
});

describe('an agent that is started a second time', () => {
  it('ends at once, changes nothing, and the first one goes on', () =>
    repeatedly(async () => {
      const agent = await connected();
      const before = site.ledger();
      const second = await site.start().ended;
      expect(second).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^commonward-site: The ledger in .* is in use by process \d+: .*\n$/) });
      expect(site.ledger()).toEqual(before);
      await consortium.untilTrained(await startStudy());
      await until('the receipt is recorded', () => site.ledger().entries.at(-1)?.kind === 'receipt');
      await agent.crash();
    }));
});

describe('a coordinator whose store was set back', () => {
  const setBack = { saying: 'Stopped: the coordinator has forgotten records that it had witnessed', reason: 'witness-rollback' };
  const folder = (name: string) => join(consortium.machine.folder, name);

  /** What the coordinator's store was before a study that it then forgets. */
  async function forgetStudy(): Promise<void> {
    const { coordinator } = consortium;
    await coordinator.crash();
    for (const name of ['old', 'new']) mkdirSync(folder(name), { recursive: true });
    copyStore(coordinator.directory, folder('old'));
    await coordinator.restart();
    await playStudy();
    await coordinator.crash();
    copyStore(coordinator.directory, folder('new'));
    copyStore(folder('old'), coordinator.directory);
    await coordinator.restart();
  }

  it('stops the site before it pays or sends anything, until its newest store is put back', () =>
    repeatedly(async () => {
      await forgetStudy();
      await expectStopped(setBack);
      const { coordinator } = consortium;
      await coordinator.crash();
      copyStore(folder('new'), coordinator.directory);
      await coordinator.restart();
      await playStudy();
      expect(await quarantine()).toBeNull();
    }));

  it('is given the records again at the operator’s word, and nothing that was spent comes back', async () => {
    await forgetStudy();
    await expectStopped(setBack);
    const { spentRhoUnits } = site.ledger().chain;
    expect(await site.reconcile('--accept-loss')).toMatchObject({ code: 0, stdout: expect.stringContaining('The ledger now goes on from its own records') });
    await playStudy();
    expect(await quarantine()).toBeNull();
    expect(site.ledger().chain.spentRhoUnits).toBeGreaterThan(spentRhoUnits);
    expect((await site.ledgerCommand('verify')).code).toBe(0);
  });
});
