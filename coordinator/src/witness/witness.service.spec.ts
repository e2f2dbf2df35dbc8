import { beforeEach, describe, expect, it } from '@jest/globals';
import { identityFromSeed, open, readLedger, type LedgerHead } from '@commonward/envelope';
import type { Site } from '../enrolment/site.js';
import { Events } from '../events/events.js';
import { MemoryBlobStore } from '../storage/blobs.js';
import { revise } from '../storage/collection.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import { coordinator, enrolled, keys, nonce, SiteLedger } from './a-site-ledger.fixture.js';
import { WitnessService } from './witness.service.js';

const identities = { va: identityFromSeed(new Uint8Array(32).fill(2)), zurich: identityFromSeed(new Uint8Array(32).fill(3)) };
const va = enrolled('va', identities.va);
const zurich = enrolled('zurich', identities.zurich);
const NOTHING = new Uint8Array();

const aRound = (round: number, bytes: number) => ({ study: 's', round, planSha256: 'a'.repeat(64), offerSha256: 'b'.repeat(64), payload: new Uint8Array(bytes), rhoUnits: 10 });

let database: MemoryDatabase;
let blobs: MemoryBlobStore;
let witness: WitnessService;
let ledger: SiteLedger;

const aWitness = () => new WitnessService(database, blobs, keys, new Events());

/** What it states, to a site that sends its records from a number on. */
async function stated(by: WitnessService, site: Site, from: SiteLedger, seq: number): Promise<Readonly<Record<string, LedgerHead>>> {
  const envelope = await by.answer(site, from.hello(), from.from(seq));
  return open(envelope, { kind: 'witness', publicKey: coordinator.publicKey }).heads;
}

const viewOf = async (name: string) => (await database.collection<Site>('sites').get(name))?.value;

beforeEach(async () => {
  database = new MemoryDatabase();
  blobs = new MemoryBlobStore();
  for (const site of [va, zurich]) await database.collection<Site>('sites').insert(site.name, site);
  witness = aWitness();
  ledger = new SiteLedger('va', identities.va);
});

describe('a witness', () => {
  it('answers exactly this hello, with nothing about a ledger of which it holds nothing', async () => {
    const answer = await witness.answer(va, ledger.hello(), NOTHING);
    expect(open(answer, { kind: 'witness', publicKey: coordinator.publicKey })).toMatchObject({ site: 'va', nonce, consortium: 'Heart', heads: {} });
  });

  it('holds the records that it was sent, piece by piece, and states the newest of every site’s', async () => {
    expect(await stated(witness, va, ledger, 0)).toEqual({ va: ledger.head });
    ledger.seal(aRound(1, 4));
    expect(await stated(witness, va, ledger, 2)).toEqual({ va: ledger.head });
    const other = new SiteLedger('zurich', identities.zurich);
    expect(await stated(witness, zurich, other, 0)).toEqual({ va: ledger.head, zurich: other.head });
  });

  it('states the newest record of a site that has left as well: to the others a head that vanished is a coordinator that was set back', async () => {
    await stated(witness, va, ledger, 0);
    await revise(database.collection<Site>('sites'), 'va', (site): Site => ({ ...site, state: 'revoked' }));
    const other = new SiteLedger('zurich', identities.zurich);
    expect(await stated(witness, zurich, other, 0)).toEqual({ va: ledger.head, zurich: other.head });
  });

  it('holds them after a restart, and gives them back as the site’s own ledger', async () => {
    await witness.answer(va, ledger.hello(), ledger.from(0));
    ledger.seal(aRound(1, 4));
    await witness.answer(va, ledger.hello(), ledger.from(2));
    const restarted = aWitness();
    expect(await stated(restarted, va, ledger, 4)).toEqual({ va: ledger.head });
    const pieces: Uint8Array[] = [];
    for await (const piece of restarted.entries(va)) pieces.push(piece);
    expect(pieces).toHaveLength(2);
    expect(readLedger(Buffer.concat(pieces), identities.va.publicKey)).toMatchObject({ seq: 3, head: ledger.head.head, tornTail: 0 });
  });

  it('takes the same records again, or more of them with some it has', async () => {
    await witness.answer(va, ledger.hello(), ledger.from(0));
    ledger.seal(aRound(1, 4));
    for (const from of [2, 0, 1, 3]) expect(await stated(witness, va, ledger, from)).toEqual({ va: ledger.head });
  });

  it('shows of a site what its ledger says', async () => {
    ledger.seal(aRound(1, 4));
    await witness.answer(va, ledger.hello(), ledger.from(0));
    const limits = { epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };
    expect(await viewOf('va')).toMatchObject({ policy: limits, budget: { spentRhoUnits: 10, capRhoUnits: 1000 }, ledger: ledger.head, quarantine: null });
  });
});

describe('of a ledger that was copied', () => {
  it('takes one history and never the other, however the two came', async () => {
    await witness.answer(va, ledger.hello(), ledger.from(0));
    const clone = ledger.copy();
    ledger.seal(aRound(1, 4));
    clone.seal(aRound(1, 8));
    const answers = await Promise.allSettled([witness.answer(va, ledger.hello(), ledger.from(2)), witness.answer(va, clone.hello(), clone.from(2))]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [winner, loser] = answers[0].status === 'fulfilled' ? [ledger, clone] : [clone, ledger];
    for (const from of [0, 2, 3]) await expect(witness.answer(va, loser.hello(), loser.from(from))).rejects.toMatchObject({ name: 'IntegrityError' });
    expect((await witness.replica(va))?.heads.at(-1)).toBe(winner.head.head);
  });

  it('takes one history, also of two coordinators that write to one store', async () => {
    const second = aWitness();
    await witness.answer(va, ledger.hello(), ledger.from(0));
    const clone = ledger.copy();
    ledger.seal(aRound(1, 4));
    clone.seal(aRound(1, 8));
    expect(await stated(second, va, ledger, 2)).toEqual({ va: ledger.head });
    await expect(witness.answer(va, clone.hello(), clone.from(2))).rejects.toMatchObject({ name: 'IntegrityError' });
    expect(await stated(witness, va, ledger, 4)).toEqual({ va: ledger.head });
  });

  it('takes none that was begun anew with the same key', async () => {
    await witness.answer(va, ledger.hello(), ledger.from(0));
    const anew = new SiteLedger('va', identities.va, '2027-01-01T00:00:00.000Z');
    anew.seal(aRound(1, 4));
    for (const from of [0, 1, 2]) await expect(witness.answer(va, anew.hello(), anew.from(from))).rejects.toMatchObject({ name: 'IntegrityError' });
    expect(await stated(witness, va, ledger, 2)).toEqual({ va: ledger.head });
  });
});

describe('what is not in order is refused, and nothing of it is held', () => {
  it.each<[string, string, () => Promise<unknown>]>([
    ['signature', 'a hello that somebody else signed', () => witness.answer(va, ledger.hello({}, identities.zurich), NOTHING)],
    ['signer', 'a hello of another site', () => witness.answer(va, new SiteLedger('zurich', identities.va).hello(), NOTHING)],
    ['signer', 'a hello to another consortium', () => witness.answer(va, ledger.hello({ consortium: 'Lung' }), NOTHING)],
    ['signer', 'the ledger of another site', () => witness.answer(va, ledger.hello(), new SiteLedger('zurich', identities.va).from(0))],
    ['signer', 'a ledger that another key began', () => witness.answer(va, ledger.hello(), new SiteLedger('va', identities.zurich).from(0))],
    ['chain', 'records without the ones before them', () => witness.answer(va, ledger.hello(), ledger.from(1))],
    ['format', 'records that were cut off', () => witness.answer(va, ledger.hello(), ledger.from(0).slice(0, -1))],
  ])('%s: %s', async (reason, _what, send) => {
    await expect(send()).rejects.toMatchObject({ reason });
    expect(await witness.replica(va)).toBeNull();
  });
});

describe('a site that has stopped itself', () => {
  it('is shown with the reason and since when, until it is in order again', async () => {
    await witness.answer(va, ledger.hello(), ledger.from(0));
    await witness.answer(va, ledger.hello({ quarantine: 'equivocation' }), NOTHING);
    const first = (await viewOf('va'))?.quarantine;
    expect(first).toMatchObject({ reason: 'equivocation' });
    await witness.answer(va, ledger.hello({ quarantine: 'equivocation' }), NOTHING);
    expect((await viewOf('va'))?.quarantine).toEqual(first);
    await witness.answer(va, ledger.hello(), NOTHING);
    expect((await viewOf('va'))?.quarantine).toBeNull();
  });

  it('is shown even before it says so, if its hello comes from where its ledger has been before', async () => {
    const backup = ledger.copy();
    ledger.seal(aRound(1, 4));
    await witness.answer(va, ledger.hello(), ledger.from(0));
    await witness.answer(va, backup.hello(), NOTHING);
    expect((await viewOf('va'))?.quarantine).toMatchObject({ reason: 'rollback' });
  });
});
