import { beforeEach, describe, expect, it } from '@jest/globals';
import { envelopeFromJson, identityFromSeed, open, readLedger, seal, sha256Hex, type Envelope, type LedgerHead } from '@commonward/envelope';
import { systemRandom } from '@commonward/privacy';
import { aRelease, dir, identity, openOn, request, ROUND_RHO_UNITS } from '../ledger/a-ledger.fixture.js';
import type { Ledger, SealedRelease } from '../ledger/ledger.js';
import { SimDisk } from '../ledger/sim-disk.fixture.js';
import { AnOperator } from '../operator/an-operator.fixture.js';
import { ACoordinator } from './a-coordinator.fixture.js';
import type { Correspondent } from './hello.js';
import { Session } from './session.js';

const key = identityFromSeed(new Uint8Array(32).fill(1));
const stranger = identityFromSeed(new Uint8Array(32).fill(9));
const CLEVELAND = 'cleveland';

let disk: SimDisk;
let ledger: Ledger;
let operator: AnOperator;
let coordinator: ACoordinator;

const deskOf = (its: Ledger): Correspondent => ({ sender: { site: CLEVELAND, consortium: 'Heart', identity }, coordinatorKey: key.publicKey, ledger: its, random: systemRandom, operator });
const begin = (its = ledger) => Session.begin(deskOf(its), coordinator);

/** Pays for a round and seals it. */
function sealed(round: number, its = ledger): SealedRelease {
  const debit = its.debit(request(round));
  if (debit.kind === 'refused') throw new Error('expected a debit');
  return its.seal(debit, aRelease());
}

async function deliver(round: number, its = ledger): Promise<void> {
  const release = its.sealed('s', round) ?? sealed(round, its);
  await (await begin(its)).deliver({ kind: 'sealed', sealed: release, resent: false });
}

const kindsOn = (on: SimDisk) => readLedger(on.files.get(`${dir}/ledger.log`) ?? new Uint8Array(), identity.publicKey).entries.map(({ kind }) => kind);
const kinds = () => kindsOn(disk);

/** The agent ends, and starts again on what its disk holds. */
function restart(): void {
  ledger.close();
  ledger = openOn(disk);
}

const reasonOf = (attempt: Promise<unknown>): Promise<string | null> =>
  attempt.then(
    () => null,
    (error: unknown) => (error instanceof Error && 'reason' in error ? String(error.reason) : String(error)),
  );

beforeEach(() => {
  disk = new SimDisk();
  ledger = openOn(disk);
  operator = new AnOperator();
  coordinator = new ACoordinator(key, identity);
});

describe('a session', () => {
  it('begins with a hello, and brings the coordinator up to date', async () => {
    await begin();
    expect(coordinator.calls).toEqual(['hello', 'advertise']);
    expect(kinds()).toEqual(['genesis', 'policy', 'witnessed']);
    await begin();
    expect(coordinator.calls).toEqual(['hello', 'advertise', 'hello']);
  });

  it('has a seal witnessed, and on disk that it was, before the release leaves', async () => {
    const session = await begin();
    const release = sealed(1);
    await session.deliver({ kind: 'sealed', sealed: release, resent: false });
    expect(coordinator.calls).toEqual(['hello', 'advertise', 'advertise', 'release']);
    expect(kinds()).toEqual(['genesis', 'policy', 'witnessed', 'debit', 'seal', 'witnessed', 'receipt']);
    expect(coordinator.arrived).toEqual([release.payload]);
  });

  it.each(
    ['hello', 'advertise', 'release'].flatMap((call) => (['before', 'after'] as const).map((when) => ({ call, when }))),
  )('that ends $when a $call took effect is made good by the next one: same bytes, one debit, one receipt', async (interrupt) => {
    const release = sealed(1);
    coordinator.interrupt = interrupt;
    await expect(deliver(1)).rejects.toThrow('the connection ended');
    if (interrupt.call !== 'release') expect(coordinator.arrived).toEqual([]);
    coordinator.interrupt = null;
    restart();
    await deliver(1);
    expect([...new Set(coordinator.arrived.map(sha256Hex))]).toEqual([release.payloadSha256]);
    expect(kinds().filter((kind) => kind !== 'witnessed')).toEqual(['genesis', 'policy', 'debit', 'seal', 'receipt']);
    expect(ledger.budget.spentRhoUnits).toBe(ROUND_RHO_UNITS);
  });

  it('records the receipt of a release whose reply was lost, though it is not asked for the round again', async () => {
    coordinator.interrupt = { call: 'release', when: 'after' };
    await expect(deliver(1)).rejects.toThrow('the connection ended');
    expect(kinds().at(-1)).toBe('witnessed');
    coordinator.interrupt = null;
    restart();
    await begin();
    expect(ledger.phase({ study: 's', round: 1 })).toBe('receipted');
    expect(coordinator.calls.filter((call) => call === 'release')).toHaveLength(1);
  });
});

describe('a home that is put back as it was', () => {
  it('when its seal had been witnessed and it did not know, takes the receipt for what it went on to release', async () => {
    coordinator.interrupt = { call: 'advertise', when: 'after' };
    const release = sealed(1);
    await expect(begin()).rejects.toThrow('the connection ended');
    const backup = new SimDisk({}, disk.files);
    coordinator.interrupt = { call: 'release', when: 'after' };
    await expect(deliver(1)).rejects.toThrow('the connection ended');
    coordinator.interrupt = null;
    const restored = openOn(backup);
    await begin(restored);
    expect(restored.phase(release)).toBe('receipted');
  });
});

describe('nothing leaves, and nothing is taken for witnessed,', () => {
  const restated = (heads: (heads: Readonly<Record<string, LedgerHead>>) => Record<string, LedgerHead>, by = key, said: object = {}) => (statement: Envelope): Envelope => {
    const { payloadSha256: _payload, ...honest } = open(statement, { kind: 'witness', publicKey: key.publicKey });
    return seal({ ...honest, signer: by.publicKey, heads: heads(honest.heads), ...said }, new Uint8Array(), by);
  };
  const same = (heads: Readonly<Record<string, LedgerHead>>) => ({ ...heads });

  it.each<[string, string, (statement: Envelope) => Envelope]>([
    ['signature', 'if somebody else signed the statement', restated(same, stranger)],
    ['chain', 'if the statement answers another hello', restated(same, key, { nonce: 'f'.repeat(64) })],
    ['chain', 'if the statement was made for another site', restated(same, key, { site: 'va' })],
    ['chain', 'if the statement was made for another consortium', restated(same, key, { consortium: 'Lung' })],
    ['rollback', 'if the statement names another record than the ledger has', restated((heads) => ({ ...heads, [CLEVELAND]: { ...heads[CLEVELAND], head: 'f'.repeat(64) } }))],
    ['rollback', 'if the statement names a record that is not there yet', restated((heads) => ({ ...heads, [CLEVELAND]: { ...heads[CLEVELAND], seq: 99 } }))],
  ])('%s: %s', async (reason, _what, change) => {
    const session = await begin();
    const release = sealed(1);
    const before = kinds();
    coordinator.forge = ({ statement, receipts }) => ({ statement: change(statement), receipts });
    expect(await reasonOf(session.deliver({ kind: 'sealed', sealed: release, resent: false }))).toBe(reason);
    expect(coordinator.arrived).toEqual([]);
    expect(kinds()).toEqual(before);
  });

  it('if the coordinator answers, and does not take in the records', async () => {
    const session = await begin();
    const release = sealed(1);
    const { store } = coordinator;
    coordinator.lie = (heads) => ({ ...heads, [CLEVELAND]: { seq: 1, head: store.replica?.heads[1] ?? '' } });
    expect(await reasonOf(session.deliver({ kind: 'sealed', sealed: release, resent: false }))).toBe('chain');
    expect(coordinator.arrived).toEqual([]);
  });
});

describe('what is remembered of the coordinator’s statements', () => {
  it('is refused if it is damaged, with the way out, and does without at its operator’s word', async () => {
    await begin();
    restart();
    const path = `${dir}/witness.json`;
    disk.open(path).truncate(20);
    await expect(begin()).rejects.toThrow(`The file ${path} is damaged: remove it`);
    disk.remove(path);
    await deliver(1);
    expect(kinds().at(-1)).toBe('receipt');
  });
});

describe('a receipt', () => {
  const receiptFor = (release: Envelope, said: object = {}, by = key): Envelope => {
    const { study, round, ledger: head, site } = open(release, { kind: 'release', publicKey: identity.publicKey });
    return seal({ kind: 'receipt', consortium: 'Heart', signer: by.publicKey, study, round, site, envelopeSha256: 'f'.repeat(64), ledger: head, ...said }, new Uint8Array(), by);
  };

  it.each<[string, object, typeof key]>([
    ['for another release', {}, key],
    ['for another site', { site: 'va' }, key],
    ['by somebody else', {}, stranger],
    ['for a round that was never sealed', { round: 7 }, key],
  ])('%s is not recorded', async (_what, said, by) => {
    const session = await begin();
    const release = sealed(1);
    coordinator.submitRelease = async (envelope) => receiptFor(envelope, said, by);
    await expect(session.deliver({ kind: 'sealed', sealed: release, resent: false })).rejects.toMatchObject({ name: 'IntegrityError' });
    expect(kinds().at(-1)).toBe('witnessed');
  });
});

describe('a site that must stop tells the coordinator, sends nothing and records nothing:', () => {
  const stopped = async (reason: string, on = disk, its = ledger) => {
    const before = kindsOn(on);
    const { length } = coordinator.arrived;
    expect(await reasonOf(deliver(1, its))).toBe(reason);
    expect(coordinator.calls.at(-1)).toBe(`report ${reason}`);
    expect(kindsOn(on).filter((kind) => !['debit', 'seal'].includes(kind))).toEqual(before.filter((kind) => !['debit', 'seal'].includes(kind)));
    expect(coordinator.arrived).toHaveLength(length);
  };

  it('rollback: its home was restored from a backup', async () => {
    await begin();
    const backup = new SimDisk({}, disk.files);
    await deliver(1);
    ledger.close();
    await stopped('rollback', backup, openOn(backup));
  });

  it('rollback: its home was copied, and the copy was witnessed first', async () => {
    await begin();
    const mine = await begin();
    await deliver(1, openOn(new SimDisk({}, disk.files)));
    await expect(mine.deliver({ kind: 'sealed', sealed: sealed(1), resent: false })).rejects.toThrow('forked');
    await stopped('rollback');
    expect(new Set(coordinator.arrived.map(sha256Hex)).size).toBe(1);
  });

  it('rollback: its ledger was thrown away and begun anew', async () => {
    await deliver(1);
    const fresh = new SimDisk();
    await stopped('rollback', fresh, openOn(fresh, { clock: () => new Date('2027-01-01T00:00:00Z') }));
  });

  it('witness-rollback: the coordinator’s store was set back', async () => {
    await begin();
    const { store } = coordinator;
    await deliver(1);
    coordinator.store = store;
    restart();
    await stopped('witness-rollback');
  });

  it('witness-rollback: the coordinator has forgotten a record of another site', async () => {
    coordinator.store = { ...coordinator.store, peers: { va: { seq: 7, head: 'a'.repeat(64) } } };
    await begin();
    coordinator.store = { ...coordinator.store, peers: { va: { seq: 6, head: 'b'.repeat(64) } } };
    restart();
    await stopped('witness-rollback');
    coordinator.store = { ...coordinator.store, peers: { va: { seq: 7, head: 'a'.repeat(64) } } };
    await deliver(1);
  });

  it('equivocation: the coordinator has two histories of another site’s ledger, and goes on being told so after it is back at one', async () => {
    const peers = { va: { seq: 7, head: 'a'.repeat(64) } };
    coordinator.store = { ...coordinator.store, peers };
    await begin();
    coordinator.store = { ...coordinator.store, peers: { va: { seq: 7, head: 'b'.repeat(64) } } };
    await stopped('equivocation');
    coordinator.store = { ...coordinator.store, peers };
    restart();
    await stopped('equivocation');
    const evidence = JSON.parse(new TextDecoder().decode(disk.files.get(`${dir}/conflict.json`))) as object[];
    const heads = evidence.map((statement) => open(envelopeFromJson(JSON.stringify(statement)), { kind: 'witness', publicKey: key.publicKey }).heads['va'].head);
    expect(heads).toEqual(['a'.repeat(64), 'b'.repeat(64)]);
  });
});

describe('a study that is refused in the last moment', () => {
  it('is refused, and the release that was sealed and witnessed does not leave', async () => {
    const session = await begin();
    const release = sealed(1);
    operator.say('refuse', 's');
    const given = await session.deliver({ kind: 'sealed', sealed: release, resent: false });
    expect(given).toMatchObject({ kind: 'refusal', reason: 'operator' });
    expect(coordinator.arrived).toEqual([]);
    expect(coordinator.refusals).toEqual(['round 1: operator']);
    expect(kinds()).toEqual(['genesis', 'policy', 'witnessed', 'debit', 'seal', 'witnessed', 'veto']);
  });

  it('still gets the receipt of a release that had left, whose reply was lost', async () => {
    coordinator.interrupt = { call: 'release', when: 'after' };
    await expect(deliver(1)).rejects.toThrow('the connection ended');
    coordinator.interrupt = null;
    ledger.veto('s');
    await begin();
    expect(kinds().slice(-3)).toEqual(['veto', 'witnessed', 'receipt']);
    expect(ledger.phase({ study: 's', round: 1 })).toBe('vetoed');
  });
});
