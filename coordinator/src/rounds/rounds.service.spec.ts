import { beforeEach, describe, expect, it } from '@jest/globals';
import { envelopeSha256, identityFromSeed, open, seal, type Envelope, type Identity, type Release } from '@commonward/envelope';
import { parseDictionary } from '@commonward/schema';
import { planLength, planPairs, type TrainingPlan } from '@commonward/synthesis/plan';
import { invitedSite, type Site } from '../enrolment/site.js';
import { Events } from '../events/events.js';
import type { ConsortiumKeys } from '../identity/consortium-keys.js';
import { MemoryBlobStore } from '../storage/blobs.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import { PlanStore } from '../studies/plan-store.js';
import type { Study } from '../studies/study.js';
import { RoundsService } from './rounds.service.js';

const coordinator = identityFromSeed(new Uint8Array(32).fill(1));
const identities = { va: identityFromSeed(new Uint8Array(32).fill(2)), cleveland: identityFromSeed(new Uint8Array(32).fill(3)), zurich: identityFromSeed(new Uint8Array(32).fill(4)) };
type Name = keyof typeof identities;

const noCertificate = { certificate: '', privateKey: '' };
const keys: ConsortiumKeys = { consortium: 'Heart', identity: coordinator, authority: noCertificate, server: noCertificate, accessKey: '' };

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({ name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] })) }),
});
const guarantee = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

function aPlan(): TrainingPlan {
  const planning = planPairs({ study: 'study', dictionary, guarantee, trust: 'local', sites: ['va', 'cleveland'], seed: 'a'.repeat(64) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

const plan = aPlan();
const head = (seq: number, letter = 'a') => ({ seq, head: letter.repeat(64) });

const aSite = (name: Name, known: Partial<Site> = {}): Site => ({ ...invitedSite(name), state: 'enrolled', publicKey: identities[name].publicKey, ...known });

let database: MemoryDatabase;
let rounds: RoundsService;
let offer: Envelope;

beforeEach(async () => {
  database = new MemoryDatabase();
  const blobs = new MemoryBlobStore();
  const plans = new PlanStore(blobs);
  rounds = new RoundsService(database, blobs, keys, new Events(), plans);
  for (const name of ['va', 'cleveland', 'zurich'] as const) await database.collection<Site>('sites').insert(name, aSite(name));
  const study: Pick<Study, 'id' | 'sites' | 'planSha256'> = { id: 'study', sites: plan.sites, planSha256: await plans.put(plan) };
  await rounds.open(study as Study, 1);
  [offer] = await rounds.offersFor('va');
});

interface ReleaseTerms {
  readonly by: Identity;
  readonly payload: Uint8Array;
  readonly statement: Partial<Release>;
}

/** A release of `va` for the offer, unless the terms say otherwise. */
function aRelease({ by = identities.va, payload = new Uint8Array(4 * planLength(plan)), statement = {} }: Partial<ReleaseTerms> = {}): Envelope {
  const { study, round, planSha256 } = open(offer, { kind: 'offer', publicKey: coordinator.publicKey });
  const answered = { study, round, planSha256, offerSha256: envelopeSha256(offer) };
  const state = { ledger: head(3), budget: { spentRhoUnits: 1, capRhoUnits: 2 } };
  return seal({ kind: 'release', consortium: 'Heart', signer: by.publicKey, site: 'va', ...answered, length: payload.length / 4, ...state, ...statement }, payload, by);
}

const aRefusal = (): Envelope =>
  seal({ kind: 'refusal', consortium: 'Heart', signer: identities.va.publicKey, site: 'va', study: 'study', round: 1, offerSha256: envelopeSha256(offer), reason: 'budget' }, new Uint8Array(), identities.va);

const states = async () => Object.fromEntries(Object.entries((await rounds.of('study'))[0].answers).map(([site, { state }]) => [site, state]));
const WAITING = { va: 'waiting', cleveland: 'waiting' };

describe('a release that is in order', () => {
  it('is countersigned, for exactly its bytes and the ledger behind it', async () => {
    const release = aRelease();
    const receipt = await rounds.acceptRelease(aSite('va'), release);
    expect(open(receipt, { kind: 'receipt', publicKey: coordinator.publicKey })).toMatchObject({ site: 'va', study: 'study', round: 1, envelopeSha256: envelopeSha256(release), ledger: head(3) });
    expect(await states()).toEqual({ ...WAITING, va: 'released' });
  });

  it('gets the same receipt however often it is sent, also after the round is complete', async () => {
    const release = aRelease();
    const first = await rounds.acceptRelease(aSite('va'), release);
    expect(await rounds.acceptRelease(aSite('va', { ledger: head(3) }), release)).toEqual(first);
    await rounds.acceptRelease(aSite('cleveland'), aRelease({ by: identities.cleveland, statement: { site: 'cleveland' } }));
    expect((await rounds.of('study'))[0].phase).toBe('complete');
    expect(await rounds.acceptRelease(aSite('va', { ledger: head(3) }), release)).toEqual(first);
  });

  it('moves what is known of the site’s ledger and budget forward', async () => {
    await rounds.acceptRelease(aSite('va'), aRelease());
    expect((await database.collection<Site>('sites').get('va'))?.value).toMatchObject({ ledger: head(3), budget: { spentRhoUnits: 1, capRhoUnits: 2 } });
  });

  it('is kept as it was sent', async () => {
    const release = aRelease();
    await rounds.acceptRelease(aSite('va'), release);
    const { va } = (await rounds.of('study'))[0].answers;
    expect(va.state === 'released' && (await rounds.envelope(va.release))).toEqual(release);
  });

  it('takes the site’s offer away, and no other site’s', async () => {
    await rounds.acceptRelease(aSite('va'), aRelease());
    expect(await rounds.offersFor('va')).toEqual([]);
    expect(await rounds.offersFor('cleveland')).toEqual([offer]);
  });
});

describe('a release that is not in order is refused, and leaves the round as it was', () => {
  const other = (value: string) => value.repeat(64);
  const forged = (): Envelope => ({ ...aRelease(), signature: aRelease({ statement: { ledger: head(4) } }).signature });
  const seen: Partial<Site> = { ledger: head(3) };

  it.each<[string, string, Site, () => Envelope]>([
    ['signature', 'a forged signature', aSite('va'), forged],
    ['signature', 'another key than the site enrolled', aSite('va'), () => aRelease({ by: identities.zurich })],
    ['payload', 'a payload that was changed on the way', aSite('va'), () => ({ ...aRelease(), payload: new Uint8Array(4 * planLength(plan)).fill(1) })],
    ['signer', 'the name of another site', aSite('va'), () => aRelease({ statement: { site: 'cleveland' } })],
    ['chain', 'another offer', aSite('va'), () => aRelease({ statement: { offerSha256: other('b') } })],
    ['chain', 'another plan', aSite('va'), () => aRelease({ statement: { planSha256: other('b') } })],
    ['chain', 'a ledger that went back', aSite('va', { ledger: head(9) }), () => aRelease()],
    ['chain', 'a ledger that forked', aSite('va', seen), () => aRelease({ statement: { ledger: head(3, 'b') } })],
    ['invalid', 'an integer too few', aSite('va'), () => aRelease({ payload: new Uint8Array(4 * planLength(plan) - 4) })],
    ['absent', 'a site that was not asked', aSite('zurich'), () => aRelease({ by: identities.zurich, statement: { site: 'zurich' } })],
    ['absent', 'a round that was not opened', aSite('va'), () => aRelease({ statement: { round: 2 } })],
  ])('%s: %s', async (reason, _what, site, release) => {
    await expect(rounds.acceptRelease(site, release())).rejects.toMatchObject({ reason });
    expect(await states()).toEqual(WAITING);
    expect((await database.collection<Site>('sites').get(site.name))?.value.ledger).toBeNull();
  });

  it('exists: a second, different release', async () => {
    const first = await rounds.acceptRelease(aSite('va'), aRelease());
    const second = aRelease({ payload: new Uint8Array(4 * planLength(plan)).fill(7), statement: { ledger: head(4) } });
    await expect(rounds.acceptRelease(aSite('va', seen), second)).rejects.toMatchObject({ reason: 'exists' });
    expect(await rounds.acceptRelease(aSite('va', seen), aRelease())).toEqual(first);
  });

  it('exists: a release after a refusal', async () => {
    await rounds.acceptRefusal(aSite('va'), aRefusal());
    await expect(rounds.acceptRelease(aSite('va'), aRelease())).rejects.toMatchObject({ reason: 'exists' });
    expect(await states()).toEqual({ ...WAITING, va: 'refused' });
  });

  it('conflict: a round that is closed', async () => {
    await rounds.abort('study');
    await expect(rounds.acceptRelease(aSite('va'), aRelease())).rejects.toMatchObject({ reason: 'conflict' });
    expect(await states()).toEqual(WAITING);
  });
});

describe('a refusal', () => {
  it('is an answer, and stays the answer', async () => {
    for (let time = 0; time < 2; time += 1) await rounds.acceptRefusal(aSite('va'), aRefusal());
    expect(await states()).toEqual({ ...WAITING, va: 'refused' });
    expect(await rounds.offersFor('va')).toEqual([]);
  });

  it('does not take back a release', async () => {
    await rounds.acceptRelease(aSite('va'), aRelease());
    await rounds.acceptRefusal(aSite('va'), aRefusal());
    expect(await states()).toEqual({ ...WAITING, va: 'released' });
  });
});

describe('a round', () => {
  it('is opened once: the second time the first offer stands', async () => {
    const { planSha256 } = open(offer, { kind: 'offer', publicKey: coordinator.publicKey });
    const study: Pick<Study, 'id' | 'sites' | 'planSha256'> = { id: 'study', sites: plan.sites, planSha256 };
    await rounds.open(study as Study, 1);
    expect(await rounds.of('study')).toHaveLength(1);
    expect(await rounds.offersFor('va')).toEqual([offer]);
  });

  it('asks only the sites of its study', async () => {
    expect(await rounds.offersFor('zurich')).toEqual([]);
  });
});
