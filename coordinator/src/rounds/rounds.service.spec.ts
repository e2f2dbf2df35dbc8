import { beforeEach, describe, expect, it } from '@jest/globals';
import { envelopeSha256, identityFromSeed, open, roundKey, seal, type Envelope, type Identity, type Refusal, type Release } from '@commonward/envelope';
import { parseDictionary } from '@commonward/schema';
import { planLength, planPairs, type PairsPlan } from '@commonward/synthesis/plan';
import type { Site } from '../enrolment/site.js';
import { MemoryBlobStore } from '../storage/blobs.js';
import { revise, type Collection, type Database } from '../storage/collection.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import type { Study } from '../studies/study.js';
import { VirtualTime } from '../virtual-time.fixture.js';
import { coordinator, enrolled, keys, SiteLedger } from '../witness/a-site-ledger.fixture.js';
import { releasesOf, type Round } from './round.js';
import { roundParts } from './parts.fixture.js';

const identities = { va: identityFromSeed(new Uint8Array(32).fill(2)), cleveland: identityFromSeed(new Uint8Array(32).fill(3)), zurich: identityFromSeed(new Uint8Array(32).fill(4)) };
type Name = keyof typeof identities;
const NAMES = ['va', 'cleveland', 'zurich'] as const;

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({ name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] })) }),
});
const guarantee = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

function aPlan(): PairsPlan {
  const planning = planPairs({ study: 'study', dictionary, guarantee, trust: 'local', aggregation: 'plain', sites: ['va', 'cleveland'], seed: 'a'.repeat(64) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

const plan = aPlan();
const length = 4 * planLength(plan);

const aSite = (name: Name): Site => enrolled(name, identities[name]);

let database: MemoryDatabase;
let ledgers: Record<Name, SiteLedger>;
let parts: ReturnType<typeof roundParts>;
let time: VirtualTime;
let offer: Envelope;
let study: Study;

const HOUR_MS = 3_600_000;
const terms = { id: 'study', sites: plan.sites, quorum: 1, answerWithinMs: HOUR_MS, attempt: 1, round: 1, state: 'running' } as const;
const aStudy = (planSha256: string, changes: Partial<Study> = {}): Study => ({ ...(terms as Partial<Study> as Study), planSha256, ...changes });
const offersFor = async (name: Name): Promise<Envelope[]> => (await parts.news.offersFor(name)).map(({ envelope }) => envelope);

/** A new coordinator with an open round, and ledgers in which nothing has happened. */
async function openRound(changes: Partial<Study> = {}): Promise<void> {
  database = new MemoryDatabase();
  time = new VirtualTime();
  parts = roundParts({ database, blobs: new MemoryBlobStore(), keys, clock: time.clock });
  for (const name of NAMES) await database.collection<Site>('sites').insert(name, aSite(name));
  study = aStudy(await parts.plans.put(plan), changes);
  await database.collection<Study>('studies').insert(study.id, study);
  await parts.rounds.open(study, 1);
  [offer] = await offersFor('va');
  ledgers = { va: new SiteLedger('va', identities.va), cleveland: new SiteLedger('cleveland', identities.cleveland), zurich: new SiteLedger('zurich', identities.zurich) };
}

/** Lets a site pay for a round and seal its payload: all zeros. */
function sealed(name: Name, round = 1): void {
  const { study, planSha256 } = open(offer, { kind: 'offer', publicKey: coordinator.publicKey });
  ledgers[name].seal({ study, round, planSha256, offerSha256: envelopeSha256(offer), payload: new Uint8Array(length), rhoUnits: 10 });
}

async function sealedAndWitnessed(name: Name, round = 1): Promise<void> {
  sealed(name, round);
  await parts.witness.answer(aSite(name), ledgers[name].hello(), ledgers[name].from(0));
}

beforeEach(async () => {
  await openRound();
  await sealedAndWitnessed('va');
});

interface ReleaseTerms {
  readonly of: Name;
  readonly by: Identity;
  readonly payload: Uint8Array;
  readonly statement: Partial<Release>;
}

/** The release of a site, as its ledger has it, unless the terms say otherwise. */
function aRelease({ of = 'va', by = identities[of], payload = new Uint8Array(length), statement = {} }: Partial<ReleaseTerms> = {}): Envelope {
  const { study, round, planSha256 } = open(offer, { kind: 'offer', publicKey: coordinator.publicKey });
  const state = ledgers[of].chain.debits.get(roundKey({ study, round }))?.state;
  if (state?.kind !== 'sealed') throw new Error(`${of} has sealed nothing`);
  const { ledger, budget } = state.seal;
  const answered = { study, round, planSha256, offerSha256: envelopeSha256(offer), ledger, budget };
  return seal({ kind: 'release', consortium: 'Heart', signer: by.publicKey, site: of, ...answered, length: payload.length / 4, ...statement }, payload, by);
}

const aRefusal = (reason: Refusal['reason'] = 'budget'): Envelope =>
  seal({ kind: 'refusal', consortium: 'Heart', signer: identities.va.publicKey, site: 'va', study: 'study', round: 1, offerSha256: envelopeSha256(offer), reason }, new Uint8Array(), identities.va);

const states = async () => Object.fromEntries(Object.entries((await parts.stored.of('study'))[0].answers).map(([site, { state }]) => [site, state]));
const WAITING = { va: 'waiting', cleveland: 'waiting' };

describe('a release that is in order', () => {
  it('is countersigned, for exactly its bytes and the ledger behind it', async () => {
    const release = aRelease();
    const receipt = await parts.intake.acceptRelease(aSite('va'), release);
    expect(open(receipt, { kind: 'receipt', publicKey: coordinator.publicKey })).toMatchObject({ site: 'va', study: 'study', round: 1, envelopeSha256: envelopeSha256(release), ledger: ledgers.va.head });
    expect(await states()).toEqual({ ...WAITING, va: 'released' });
  });

  it('gets the same receipt however often it is sent, also after the round is complete', async () => {
    const release = aRelease();
    const first = await parts.intake.acceptRelease(aSite('va'), release);
    expect(await parts.intake.acceptRelease(aSite('va'), release)).toEqual(first);
    await sealedAndWitnessed('cleveland');
    await parts.intake.acceptRelease(aSite('cleveland'), aRelease({ of: 'cleveland' }));
    expect((await parts.stored.of('study'))[0].phase).toBe('complete');
    expect(await parts.intake.acceptRelease(aSite('va'), release)).toEqual(first);
  });

  it('is accepted as it was sealed, also when its ledger has gone on since', async () => {
    const release = aRelease();
    await sealedAndWitnessed('va', 2);
    await parts.intake.acceptRelease(aSite('va'), release);
    expect(await states()).toEqual({ ...WAITING, va: 'released' });
  });

  it('has its receipt given again until the ledger says that it is there', async () => {
    expect(await parts.news.missingReceipts(aSite('va'))).toEqual([]);
    const receipt = await parts.intake.acceptRelease(aSite('va'), aRelease());
    expect(await parts.news.missingReceipts(aSite('va'))).toEqual([receipt]);
    expect(await parts.news.missingReceipts(aSite('cleveland'))).toEqual([]);
    ledgers.va.add({ kind: 'receipt', study: 'study', round: 1, receiptSha256: envelopeSha256(receipt) });
    await parts.witness.answer(aSite('va'), ledgers.va.hello(), ledgers.va.from(4));
    expect(await parts.news.missingReceipts(aSite('va'))).toEqual([]);
  });

  it('is kept as it was sent', async () => {
    const release = aRelease();
    await parts.intake.acceptRelease(aSite('va'), release);
    const { va } = (await parts.stored.of('study'))[0].answers;
    expect(va.state === 'released' && (await parts.envelopes.get(va.release))).toEqual(release);
  });

  it('takes the site’s offer away, and no other site’s', async () => {
    await parts.intake.acceptRelease(aSite('va'), aRelease());
    expect(await offersFor('va')).toEqual([]);
    expect(await offersFor('cleveland')).toEqual([offer]);
  });
});

describe('a release that is not in order is refused, and leaves the round as it was', () => {
  const other = (value: string) => value.repeat(64);
  const ones = new Uint8Array(length).fill(1);
  const forged = (): Envelope => ({ ...aRelease(), signature: aRelease({ statement: { round: 2 } }).signature });

  it.each<[string, string, () => Envelope]>([
    ['signature', 'a forged signature', forged],
    ['signature', 'another key than the site enrolled', () => aRelease({ by: identities.zurich })],
    ['payload', 'a payload that was changed on the way', () => ({ ...aRelease(), payload: ones })],
    ['signer', 'the name of another site', () => aRelease({ statement: { site: 'cleveland' } })],
    ['chain', 'another offer', () => aRelease({ statement: { offerSha256: other('b') } })],
    ['chain', 'another plan', () => aRelease({ statement: { planSha256: other('b') } })],
    ['chain', 'other bytes than were sealed and witnessed', () => aRelease({ payload: ones })],
    ['chain', 'another place in its ledger', () => aRelease({ statement: { ledger: { seq: 3, head: other('a') } } })],
    ['chain', 'another budget than its ledger had then', () => aRelease({ statement: { budget: { spentRhoUnits: 0, capRhoUnits: 1000 } } })],
    ['invalid', 'an integer too few', () => aRelease({ payload: new Uint8Array(length - 4) })],
    ['absent', 'a round that was not opened', () => aRelease({ statement: { round: 2 } })],
  ])('%s: %s', async (reason, _what, release) => {
    await expect(parts.intake.acceptRelease(aSite('va'), release())).rejects.toMatchObject({ reason });
    expect(await states()).toEqual(WAITING);
  });

  it('absent: a site that was not asked', async () => {
    await sealedAndWitnessed('zurich');
    await expect(parts.intake.acceptRelease(aSite('zurich'), aRelease({ of: 'zurich' }))).rejects.toMatchObject({ reason: 'absent' });
  });

  it('chain: a release whose seal has not been witnessed', async () => {
    await openRound();
    await parts.witness.answer(aSite('va'), ledgers.va.hello(), ledgers.va.from(0));
    sealed('va');
    await expect(parts.intake.acceptRelease(aSite('va'), aRelease())).rejects.toMatchObject({ reason: 'chain' });
    expect(await states()).toEqual(WAITING);
  });

  it('exists: a second, different release', async () => {
    const first = await parts.intake.acceptRelease(aSite('va'), aRelease());
    const second = aRelease({ payload: new Uint8Array(length).fill(7) });
    await expect(parts.intake.acceptRelease(aSite('va'), second)).rejects.toMatchObject({ reason: 'exists' });
    expect(await parts.intake.acceptRelease(aSite('va'), aRelease())).toEqual(first);
  });

  it('exists: a release after a refusal', async () => {
    await parts.intake.acceptRefusal(aSite('va'), aRefusal());
    await expect(parts.intake.acceptRelease(aSite('va'), aRelease())).rejects.toMatchObject({ reason: 'exists' });
    expect(await states()).toEqual({ ...WAITING, va: 'refused' });
  });

  it('conflict: a round that is closed', async () => {
    await parts.rounds.abort(study);
    await expect(parts.intake.acceptRelease(aSite('va'), aRelease())).rejects.toMatchObject({ reason: 'conflict' });
    expect(await states()).toEqual(WAITING);
  });
});

describe('a refusal', () => {
  it('is an answer, and stays the answer', async () => {
    for (let time = 0; time < 2; time += 1) await parts.intake.acceptRefusal(aSite('va'), aRefusal());
    expect(await states()).toEqual({ ...WAITING, va: 'refused' });
    expect(await offersFor('va')).toEqual([]);
  });

  it('of a policy does not take back a release', async () => {
    await parts.intake.acceptRelease(aSite('va'), aRelease());
    await parts.intake.acceptRefusal(aSite('va'), aRefusal());
    expect(await states()).toEqual({ ...WAITING, va: 'released' });
  });
});

describe('the refusal of an operator', () => {
  it('takes back a release while the round is open, which then is not used', async () => {
    const receipt = await parts.intake.acceptRelease(aSite('va'), aRelease());
    for (let time = 0; time < 2; time += 1) await parts.intake.acceptRefusal(aSite('va'), aRefusal('operator'));
    expect(await states()).toEqual({ ...WAITING, va: 'withdrawn' });
    const [round] = await parts.stored.of('study');
    expect(releasesOf(round)).toEqual([]);
    expect(await parts.intake.acceptRelease(aSite('va'), aRelease())).toEqual(receipt);
    expect(await parts.news.missingReceipts(aSite('va'))).toEqual([receipt]);
    expect(await states()).toEqual({ ...WAITING, va: 'withdrawn' });
  });

  it('comes too late once the round is complete, and says so', async () => {
    await parts.intake.acceptRelease(aSite('va'), aRelease());
    time.pass(HOUR_MS);
    expect(await parts.rounds.carry(study, 1)).toMatchObject({ phase: 'complete' });
    await expect(parts.intake.acceptRefusal(aSite('va'), aRefusal('operator'))).rejects.toMatchObject({
      reason: 'conflict',
      message: 'Round 1 is closed, so it is too late to take back the release of va: it stays in use.',
    });
    expect(await states()).toEqual({ ...WAITING, va: 'released' });
  });
});

describe('a round', () => {
  it('is opened once: the second time the first offer stands', async () => {
    const { planSha256 } = open(offer, { kind: 'offer', publicKey: coordinator.publicKey });
    await parts.rounds.open(aStudy(planSha256), 1);
    expect(await parts.stored.of('study')).toHaveLength(1);
    expect(await offersFor('va')).toEqual([offer]);
  });

  it('asks only the sites of its study', async () => {
    expect(await offersFor('zurich')).toEqual([]);
  });
});

describe('a study of many rounds', () => {
  const MANY = 200;

  /** Every round before the newest one is complete. */
  async function manyRounds(): Promise<void> {
    const stored = database.collection<Round>('rounds');
    const first = await parts.stored.at('study', 1);
    if (first === null) throw new Error('No round was opened');
    const complete: Round = { ...first, phase: 'complete' };
    await revise(stored, 'study/1', () => complete);
    for (let round = 2; round < MANY; round += 1) await stored.insert(`study/${round}`, { ...complete, round });
    await stored.insert(`study/${MANY}`, { ...first, round: MANY });
    await revise(database.collection<Study>('studies'), 'study', (before) => ({ ...before, round: MANY }));
  }

  it('is given in order, from wherever it is asked for', async () => {
    await manyRounds();
    expect((await parts.stored.of('study')).map(({ round }) => round)).toEqual(Array.from({ length: MANY }, (_, at) => at + 1));
    expect((await parts.stored.of('study', { after: MANY - 2 })).map(({ round }) => round)).toEqual([MANY - 1, MANY]);
    expect(await parts.stored.of('study', { after: MANY })).toEqual([]);
    expect(await parts.stored.of('no study')).toEqual([]);
  });

  it('has its newest round offered, and no other is read for that', async () => {
    await manyRounds();
    const read: string[] = [];
    const { news } = roundParts({ database: readsSeen(database, read), blobs: new MemoryBlobStore(), keys, clock: time.clock });
    await news.offersFor('va').catch(() => undefined);
    expect(read).toEqual([`study/${MANY}`]);
  });
});

/** Tells which rounds are read. */
function readsSeen(inner: MemoryDatabase, read: string[]): Database {
  const seeing = <T>(of: Collection<T>, see: (what: string) => void): Collection<T> => ({
    insert: (id, value) => of.insert(id, value),
    replace: (stored, value) => of.replace(stored, value),
    get: (id) => {
      see(id);
      return of.get(id);
    },
    list: () => {
      see('all');
      return of.list();
    },
  });
  return { collection: <T>(name: string) => seeing(inner.collection<T>(name), (what) => void (name === 'rounds' && read.push(what))), close: () => inner.close() };
}

describe('a round in time', () => {
  it('goes on without a site that has not answered by the deadline, and tells it so', async () => {
    await parts.intake.acceptRelease(aSite('va'), aRelease());
    await sealedAndWitnessed('cleveland');
    time.pass(HOUR_MS);
    await parts.rounds.carry(study, 1);
    expect(await offersFor('cleveland')).toEqual([]);
    await expect(parts.intake.acceptRelease(aSite('cleveland'), aRelease({ of: 'cleveland' }))).rejects.toMatchObject({
      reason: 'conflict',
      message: 'Round 1 is closed and goes on without this release; what was paid for it stays spent.',
    });
    expect(await states()).toEqual({ va: 'released', cleveland: 'waiting' });
  });

  it('that ran out of time is opened again with the same offer, and keeps the release and the receipt that it has', async () => {
    await openRound({ quorum: 2 });
    await sealedAndWitnessed('va');
    const receipt = await parts.intake.acceptRelease(aSite('va'), aRelease());
    const [before] = await parts.news.offersFor('cleveland');
    time.pass(3 * HOUR_MS);
    expect(await parts.rounds.carry(study, 1)).toMatchObject({ phase: 'aborted', reason: 'timeout' });
    expect(await parts.news.offersFor('cleveland')).toEqual([]);
    expect(await parts.rounds.carry({ ...study, attempt: 2 }, 1)).toMatchObject({ phase: 'collecting', attempt: 2 });
    const [again] = await parts.news.offersFor('cleveland');
    expect(again.envelope).toEqual(before.envelope);
    expect(again.id).not.toBe(before.id);
    expect(await parts.intake.acceptRelease(aSite('va'), aRelease())).toEqual(receipt);
    await sealedAndWitnessed('cleveland');
    await parts.intake.acceptRelease(aSite('cleveland'), aRelease({ of: 'cleveland' }));
    expect((await parts.stored.of('study'))[0]).toMatchObject({ phase: 'complete', attempt: 2 });
  });

  it('of a paused study is offered to nobody and does not end, but takes in a release that is on its way', async () => {
    await parts.rounds.carry({ ...study, state: 'paused' }, 1);
    expect(await offersFor('cleveland')).toEqual([]);
    time.pass(100 * HOUR_MS);
    await parts.intake.acceptRelease(aSite('va'), aRelease());
    expect(await parts.rounds.carry({ ...study, state: 'paused' }, 1)).toMatchObject({ phase: 'collecting', overdue: false });
    expect(await parts.rounds.carry(study, 1)).toMatchObject({ phase: 'collecting', deadlineAt: '2026-01-05T05:00:00.000Z' });
    expect(await offersFor('cleveland')).toEqual([offer]);
  });

  it('waits no more for a site that has left', async () => {
    await parts.intake.acceptRelease(aSite('va'), aRelease());
    await revise(database.collection<Site>('sites'), 'cleveland', (site): Site => ({ ...site, state: 'revoked' }));
    expect(await parts.rounds.carry(study, 1)).toMatchObject({ phase: 'complete', answers: { va: { state: 'released' }, cleveland: { state: 'left' } } });
  });

  it('is offered to a site that connects for the first time long after it was opened', async () => {
    time.pass(HOUR_MS - 1);
    await parts.rounds.carry(study, 1);
    expect(await offersFor('cleveland')).toEqual([offer]);
    await sealedAndWitnessed('cleveland');
    await parts.intake.acceptRelease(aSite('cleveland'), aRelease({ of: 'cleveland' }));
    expect(await states()).toEqual({ ...WAITING, cleveland: 'released' });
  });
});
