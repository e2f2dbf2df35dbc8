import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { envelopeSha256, identityFromSeed, seal, type Envelope } from '@commonward/envelope';
import { invitedSite, type Site } from '../enrolment/site.js';
import { Events } from '../events/events.js';
import { GenerationService } from '../generation/generation.service.js';
import { RoundsService } from '../rounds/rounds.service.js';
import { MemoryBlobStore } from '../storage/blobs.js';
import type { Collection, Database } from '../storage/collection.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import { WitnessService } from '../witness/witness.service.js';
import { PlanStore } from './plan-store.js';
import { StudiesService, type StudyRequest } from './studies.service.js';

const TURNS = 50;
const noCertificate = { certificate: '', privateKey: '' };
const keys = { consortium: 'Heart', identity: identityFromSeed(new Uint8Array(32).fill(1)), authority: noCertificate, server: noCertificate, accessKey: '' };
const identities = { cleveland: identityFromSeed(new Uint8Array(32).fill(2)), va: identityFromSeed(new Uint8Array(32).fill(3)) };
type Name = keyof typeof identities;

/** A store that is slow to answer what rounds there are: it has looked when `looked` is set, and answers when `answer` is called. */
class SlowDatabase implements Database {
  readonly #memory = new MemoryDatabase();
  #held: Promise<void> = Promise.resolve();
  looked = false;

  /** @returns what lets the answers go */
  hold(): () => void {
    let answer: () => void = () => undefined;
    this.#held = new Promise((resolve) => (answer = resolve));
    this.looked = false;
    return answer;
  }

  collection<T>(name: string): Collection<T> {
    const collection = this.#memory.collection<T>(name);
    if (name !== 'rounds') return collection;
    const list = async () => {
      const found = await collection.list();
      this.looked = true;
      await this.#held;
      return found;
    };
    return { ...collection, list };
  }

  close(): Promise<void> {
    return this.#memory.close();
  }
}

const aSite = (name: Name): Site => ({ ...invitedSite(name), state: 'enrolled', publicKey: identities[name].publicKey });

const request: StudyRequest = {
  name: 'Heart',
  dictionary: { name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] })) },
  guarantee: { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  trust: 'local',
  sites: ['cleveland', 'va'],
};

function aRefusal(name: Name, { study, offer }: { study: string; offer: Envelope }): Envelope {
  const identity = identities[name];
  return seal({ kind: 'refusal', consortium: 'Heart', signer: identity.publicKey, site: name, study, round: 1, offerSha256: envelopeSha256(offer), reason: 'budget' }, new Uint8Array(), identity);
}

async function turnsUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < TURNS && !(await holds()); turn += 1) await nextTurn();
}

async function aConsortium(database: Database) {
  const blobs = new MemoryBlobStore();
  const plans = new PlanStore(blobs);
  const events = new Events();
  const rounds = new RoundsService(database, blobs, keys, events, plans, new WitnessService(database, blobs, keys, events));
  const studies = new StudiesService(database, events, plans, rounds, new GenerationService(blobs));
  for (const name of ['cleveland', 'va'] as const) await database.collection<Site>('sites').insert(name, aSite(name));
  studies.onApplicationBootstrap();
  return { rounds, studies };
}

describe('a running study', () => {
  it('goes on although the last answer came while it was looking at the one before', async () => {
    const database = new SlowDatabase();
    const { rounds, studies } = await aConsortium(database);
    const { id: study } = await studies.create(request);
    await studies.start(study);
    await studies.advance(study);
    const [offer] = await rounds.offersFor('va');

    const answer = database.hold();
    await rounds.acceptRefusal(aSite('cleveland'), aRefusal('cleveland', { study, offer }));
    await turnsUntil(() => database.looked);
    await rounds.acceptRefusal(aSite('va'), aRefusal('va', { study, offer }));
    answer();
    await turnsUntil(async () => (await studies.get(study)).state !== 'running');
    expect(await studies.get(study)).toMatchObject({ state: 'failed', failure: 'Every site refused the round.' });
  });
});

describe('a stopped study', () => {
  it('has no round that waits for anyone, even if it is stopped while its round is being opened', async () => {
    const database = new SlowDatabase();
    const { rounds, studies } = await aConsortium(database);
    const { id: study } = await studies.create(request);
    const answer = database.hold();
    await studies.start(study);
    await turnsUntil(() => database.looked);
    const stopped = studies.stop(study, 'a mistake');
    answer();
    await stopped;
    await turnsUntil(async () => (await rounds.of(study)).some(({ phase }) => phase === 'aborted'));
    expect((await rounds.of(study)).map(({ phase }) => phase)).toEqual(['aborted']);
    expect(await rounds.offersFor('va')).toEqual([]);
  });
});
