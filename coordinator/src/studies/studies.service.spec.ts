import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { envelopeSha256, identityFromSeed, seal, type Envelope } from '@commonward/envelope';
import { invitedSite, type Site } from '../enrolment/site.js';
import { Events } from '../events/events.js';
import { GenerationService } from '../generation/generation.service.js';
import { roundParts } from '../rounds/parts.fixture.js';
import { MemoryBlobStore } from '../storage/blobs.js';
import { DatabaseUnavailable, LeaseLost, revise, type Collection, type Database } from '../storage/collection.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import { VirtualTime } from '../virtual-time.fixture.js';
import { defaultQuorum } from './quorum.js';
import { StudiesService, type StudyRequest } from './studies.service.js';
import type { Study } from './study.js';

const TURNS = 50;
const noCertificate = { certificate: '', privateKey: '' };
const keys = { consortium: 'Heart', identity: identityFromSeed(new Uint8Array(32).fill(1)), authority: noCertificate, server: noCertificate, accessKey: '' };
const identities = { cleveland: identityFromSeed(new Uint8Array(32).fill(2)), va: identityFromSeed(new Uint8Array(32).fill(3)) };
type Name = keyof typeof identities;

/** A store that, once it is held, is slow to answer the next who asks for a round: it has looked when `looked` is set, and answers when `answer` is called. */
class SlowDatabase implements Database {
  readonly #memory = new MemoryDatabase();
  #held: Promise<void> | null = null;
  looked = false;

  /** @returns what lets the answer go */
  hold(): () => void {
    let answer: () => void = () => undefined;
    this.#held = new Promise((resolve) => (answer = resolve));
    this.looked = false;
    return answer;
  }

  collection<T>(name: string): Collection<T> {
    const collection = this.#memory.collection<T>(name);
    if (name !== 'rounds') return collection;
    const get = async (id: string) => {
      const found = await collection.get(id);
      const held = this.#held;
      this.#held = null;
      this.looked = true;
      if (held !== null) await held;
      return found;
    };
    return { ...collection, get };
  }

  close(): Promise<void> {
    return this.#memory.close();
  }
}

/** A store that does one change of a study that it is asked for, and does not answer. */
class ForgetfulDatabase extends MemoryDatabase {
  isForgetting = false;

  override collection<T>(name: string): Collection<T> {
    const collection = super.collection<T>(name);
    const replace: Collection<T>['replace'] = async (stored, value) => {
      const replaced = await collection.replace(stored, value);
      if (name !== 'studies' || !this.isForgetting) return replaced;
      this.isForgetting = false;
      throw new DatabaseUnavailable('The database does not answer.');
    };
    return { ...collection, replace };
  }
}

const aSite = (name: Name): Site => ({ ...invitedSite(name), state: 'enrolled', publicKey: identities[name].publicKey });

const request: StudyRequest = {
  name: 'Heart',
  dictionary: { name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] })) },
  guarantee: { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  trust: 'local',
  setting: 'moments',
  allocation: 'usual',
  tuning: 'none',
  aggregation: null,
  sites: ['cleveland', 'va'],
  steps: null,
  clipping: 'whole',
  quorum: null,
  answerWithinSeconds: 600,
};

function aRefusal(name: Name, { study, offer }: { study: string; offer: Envelope }): Envelope {
  const identity = identities[name];
  return seal({ kind: 'refusal', consortium: 'Heart', signer: identity.publicKey, site: name, study, round: 1, offerSha256: envelopeSha256(offer), reason: 'budget' }, new Uint8Array(), identity);
}

async function turnsUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < TURNS && !(await holds()); turn += 1) await nextTurn();
}

async function aConsortium(database: Database, time = new VirtualTime()) {
  for (const name of ['cleveland', 'va'] as const) await database.collection<Site>('sites').insert(name, aSite(name));
  return restarted(database, time);
}

/** A coordinator that starts on a store. */
function restarted(database: Database, time: VirtualTime) {
  const blobs = new MemoryBlobStore();
  const events = new Events();
  const { plans, rounds, stored, news, intake } = roundParts({ database, blobs, keys, events, clock: time.clock });
  const studies = new StudiesService(database, events, plans, rounds, new GenerationService(blobs), time.alarm);
  studies.onApplicationBootstrap();
  studies.takeOver();
  return { stored, news, intake, studies, plans };
}

describe('a study of a table', () => {
  it('cannot promise a day or an image what its dictionary promises a patient', async () => {
    const { studies } = await aConsortium(new SlowDatabase());
    const refused = studies.create({ ...request, guarantee: { ...request.guarantee, unit: 'day' } });
    await expect(refused).rejects.toThrow('The dictionary protects one patient, and the guarantee is for one day; give both the same unit.');
  });
});

describe('a running study', () => {
  it('goes on although the last answer came while it was looking at the one before', async () => {
    const database = new SlowDatabase();
    const { news, intake, studies } = await aConsortium(database);
    const { id: study } = await studies.create({ ...request, quorum: 1 });
    await studies.start(study);
    await studies.advance(study);
    const [{ envelope: offer }] = await news.offersFor('va');

    const answer = database.hold();
    void studies.advance(study);
    await turnsUntil(() => database.looked);
    await intake.acceptRefusal(aSite('cleveland'), aRefusal('cleveland', { study, offer }));
    await intake.acceptRefusal(aSite('va'), aRefusal('va', { study, offer }));
    answer();
    await turnsUntil(async () => (await studies.get(study)).state !== 'running');
    expect(await studies.get(study)).toMatchObject({ state: 'failed', failure: 'Every site refused the round.' });
  });
});

describe('a study that was started by a write that the store did not answer', () => {
  it('asks its sites all the same', async () => {
    const database = new ForgetfulDatabase();
    const { news, studies } = await aConsortium(database);
    const { id: study } = await studies.create(request);
    database.isForgetting = true;
    await expect(studies.start(study)).rejects.toThrow(DatabaseUnavailable);
    await turnsUntil(async () => (await news.offersFor('va')).length > 0);
    expect(await news.offersFor('va')).toHaveLength(1);
  });
});

describe('a study that was started by a write that took effect long after it was given up', () => {
  it('asks its sites within a minute, and only if this coordinator still leads', async () => {
    const [database, time] = [new MemoryDatabase(), new VirtualTime(new Date().toISOString())];
    const { news, studies } = await aConsortium(database, time);
    const { id } = await studies.create(request);
    await revise<Study>(database.collection<Study>('studies'), id, (study) => ({ ...study, state: 'running', attempt: 1 }));
    time.pass(61_000);
    await turnsUntil(async () => (await news.offersFor('va')).length > 0);
    expect(await news.offersFor('va')).toHaveLength(1);

    const { id: second } = await studies.create(request);
    studies.standDown();
    await revise<Study>(database.collection<Study>('studies'), second, (study) => ({ ...study, state: 'running', attempt: 1 }));
    time.pass(61_000);
    await turnsUntil(async () => (await news.offersFor('va')).length > 1);
    expect(await news.offersFor('va')).toHaveLength(1);
  });
});

/** A store that another coordinator leads from now on, once it is lost: reads are counted. */
class LostDatabase extends MemoryDatabase {
  isLost = false;
  reads = 0;
  onLoss: () => void = () => undefined;

  override collection<T>(name: string): Collection<T> {
    const collection = super.collection<T>(name);
    const refuse = (): void => {
      if (!this.isLost) return;
      this.onLoss();
      throw new LeaseLost('Another coordinator leads.');
    };
    return {
      ...collection,
      get: (id) => {
        this.reads += 1;
        return collection.get(id);
      },
      insert: async (id, value) => {
        refuse();
        return collection.insert(id, value);
      },
    };
  }
}

describe('a running study whose round another coordinator has to open', () => {
  it('is left to that one: this one does not try again and again', async () => {
    const database = new LostDatabase();
    const { studies } = await aConsortium(database);
    database.onLoss = () => studies.standDown();
    const { id } = await studies.create(request);
    database.isLost = true;
    await studies.start(id);
    for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
    const { reads } = database;
    for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
    expect(database.reads).toBe(reads);
  });
});

describe('a study that waits', () => {
  const stateOf = async (studies: StudiesService, id: string) => (await studies.get(id)).state;

  async function started(clock: VirtualTime) {
    const consortium = await aConsortium(new MemoryDatabase(), clock);
    const { id } = await consortium.studies.create(request);
    await consortium.studies.start(id);
    await consortium.studies.advance(id);
    return { ...consortium, id };
  }

  it('expires when too few sites have released after three times as long as it waits for all, and can be started again', async () => {
    const clock = new VirtualTime();
    const { stored, news, studies, id } = await started(clock);
    clock.pass(600_000);
    await turnsUntil(async () => (await stored.of(id))[0].overdue);
    expect(await stateOf(studies, id)).toBe('running');
    clock.pass(1_200_000);
    await turnsUntil(async () => (await stateOf(studies, id)) !== 'running');
    expect(await studies.get(id)).toMatchObject({ state: 'expired', failure: expect.stringContaining('Of the 2 sites that the study needs, 0 released in time.') as unknown });
    await studies.start(id);
    await studies.advance(id);
    expect(await studies.get(id)).toMatchObject({ state: 'running', attempt: 2, failure: null });
    expect(await stored.of(id)).toMatchObject([{ phase: 'collecting', attempt: 2, deadlineAt: '2026-01-01T00:40:00.000Z' }]);
    expect(await news.offersFor('va')).toHaveLength(1);
  });

  it('waits no longer for having been restarted: what time it is comes from what is stored', async () => {
    const clock = new VirtualTime();
    const database = new MemoryDatabase();
    const before = await aConsortium(database, clock);
    const { id } = await before.studies.create(request);
    await before.studies.start(id);
    await before.studies.advance(id);
    const later = new VirtualTime('2026-01-02T00:00:00.000Z');
    const after = restarted(database, later);
    await after.studies.advance(id);
    expect(await stateOf(after.studies, id)).toBe('expired');
  });

  it('asks nobody while it is paused, and its time stands still until it is resumed', async () => {
    const clock = new VirtualTime();
    const { stored, news, studies, id } = await started(clock);
    await studies.pause(id);
    expect(await news.offersFor('va')).toEqual([]);
    clock.pass(24 * 3_600_000);
    await studies.advance(id);
    expect(await stateOf(studies, id)).toBe('paused');
    await studies.resume(id);
    await studies.advance(id);
    expect(await stored.of(id)).toMatchObject([{ phase: 'collecting', pausedAt: null, deadlineAt: '2026-01-02T00:10:00.000Z' }]);
    expect(await news.offersFor('va')).toHaveLength(1);
  });

  it('fails in one sentence when its quorum cannot be reached any more', async () => {
    const { news, intake, studies, id } = await started(new VirtualTime());
    const [{ envelope: offer }] = await news.offersFor('va');
    await intake.acceptRefusal(aSite('va'), aRefusal('va', { study: id, offer }));
    await studies.advance(id);
    expect(await studies.get(id)).toMatchObject({ state: 'failed', failure: '1 of 2 sites refused or left, so 2 releases cannot be reached.' });
    await expect(studies.start(id)).rejects.toThrow('A study that is failed cannot be started.');
  });

  it('is told of a site that left, also when the coordinator was restarted in between', async () => {
    const database = new MemoryDatabase();
    const { stored, studies } = await aConsortium(database);
    const { id } = await studies.create({ ...request, quorum: 1 });
    await studies.start(id);
    await studies.advance(id);
    await revise(database.collection<Site>('sites'), 'va', (site): Site => ({ ...site, state: 'revoked' }));
    await restarted(database, new VirtualTime()).studies.advance(id);
    expect(await stored.of(id)).toMatchObject([{ phase: 'collecting', answers: { cleveland: { state: 'waiting' }, va: { state: 'left' } } }]);
    await expect(studies.create(request)).rejects.toThrow('The site va has left the consortium.');
  });
});

describe('the quorum of a study', () => {
  it('is more than two thirds of its sites unless it says otherwise, and of one or two all', async () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(defaultQuorum)).toEqual([1, 2, 3, 3, 4, 5, 5]);
    const { studies } = await aConsortium(new MemoryDatabase());
    expect((await studies.create(request)).quorum).toBe(2);
    expect((await studies.create({ ...request, quorum: 1 })).quorum).toBe(1);
    await expect(studies.create({ ...request, quorum: 3 })).rejects.toThrow('The quorum is 3; expected a whole number from 1 to 2, the number of sites.');
  });

  it('does not count a site that joins after the study was planned: its plan is frozen', async () => {
    const database = new MemoryDatabase();
    const { news, studies } = await aConsortium(database);
    await expect(studies.create({ ...request, sites: ['cleveland', 'zurich'] })).rejects.toThrow('The site zurich has not joined the consortium; a study takes in the sites that have joined when it is planned.');
    const { id } = await studies.create(request);
    await database.collection<Site>('sites').insert('zurich', { ...aSite('va'), name: 'zurich' });
    await studies.start(id);
    await studies.advance(id);
    expect(await news.offersFor('zurich')).toEqual([]);
  });
});

describe('a stopped study', () => {
  it('has no round that waits for anyone, even if it is stopped while its round is being opened', async () => {
    const database = new SlowDatabase();
    const { stored, news, studies } = await aConsortium(database);
    const { id: study } = await studies.create(request);
    await studies.advance(study);
    const answer = database.hold();
    await studies.start(study);
    await turnsUntil(() => database.looked);
    const stopped = studies.stop(study, 'a mistake');
    answer();
    await stopped;
    await turnsUntil(async () => (await stored.of(study)).some(({ phase }) => phase === 'aborted'));
    expect((await stored.of(study)).map(({ phase }) => phase)).toEqual(['aborted']);
    expect(await news.offersFor('va')).toEqual([]);
  });
});

describe('a study of three sites', () => {
  const three: StudyRequest = { ...request, sites: ['cleveland', 'va', 'hungary'] };

  async function withHungary() {
    const database = new MemoryDatabase();
    const made = await aConsortium(database);
    await database.collection<Site>('sites').insert('hungary', { ...aSite('va'), name: 'hungary', publicKey: 'c'.repeat(64) });
    return made;
  }

  it('is masked unless plain aggregation is asked for, and needs as many sites as open the sum', async () => {
    const { studies } = await withHungary();
    expect(await studies.create(three)).toMatchObject({ aggregation: 'masked', quorum: 3 });
    expect(await studies.create({ ...three, aggregation: 'plain' })).toMatchObject({ aggregation: 'plain', quorum: 3 });
  });

  it('names in its plan the key of each site, so that the signed offer says who takes part', async () => {
    const { studies, plans } = await withHungary();
    const { planSha256 } = await studies.create(three);
    expect(await plans.plan(planSha256)).toMatchObject({ identityKeys: { cleveland: identities.cleveland.publicKey, va: identities.va.publicKey, hungary: 'c'.repeat(64) } });
  });

  it('takes no quorum below what opens the sum', async () => {
    const { studies } = await withHungary();
    await expect(studies.create({ ...three, quorum: 2 })).rejects.toThrow('a masked sum of 3 sites opens with 3: leave the quorum out, or ask for aggregation plain');
  });
});

describe('a study in shared trust', () => {
  const shared: StudyRequest = { ...request, trust: 'shared', sites: ['cleveland', 'va', 'hungary'] };

  it('can be forecast, with what is left of its guarantee for a site alone', async () => {
    const { studies } = await aConsortium(new MemoryDatabase());
    const { trust, aggregation, views } = await studies.forecast(shared);
    expect([trust, aggregation, views?.booked]).toEqual(['shared', 'masked', 'coalition']);
    expect(views?.alone.epsilon).toBeGreaterThan(3);
    expect(views?.coalition.epsilon).toBeLessThanOrEqual(3);
  });

  it('is expected nothing of where a site declares no size', async () => {
    const { studies } = await aConsortium(new MemoryDatabase());
    expect((await studies.forecast(shared)).expectation).toBeNull();
  });

  it('cannot be created with plain aggregation, and one sentence says so', async () => {
    const { studies } = await aConsortium(new MemoryDatabase());
    await expect(studies.forecast({ ...shared, aggregation: 'plain' })).rejects.toThrow('trust shared needs aggregation masked');
  });

  it('needs three sites', async () => {
    const { studies } = await aConsortium(new MemoryDatabase());
    await expect(studies.forecast({ ...request, trust: 'shared' })).rejects.toThrow('A masked sum needs at least 3 sites, but there are 2.');
  });
});
