import { describe, expect, it } from '@jest/globals';
import { envelopeSha256, identityFromSeed, seal } from '@commonward/envelope';
import { Events } from '../events/events.js';
import { MemoryBlobStore } from '../storage/blobs.js';
import { DatabaseUnavailable, type Collection, type Database } from '../storage/collection.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import type { Study } from '../studies/study.js';
import { enrolled, keys } from '../witness/a-site-ledger.fixture.js';
import { roundParts } from './parts.fixture.js';

const identity = identityFromSeed(new Uint8Array(32).fill(2));
const va = enrolled('va', identity);

/** A store that does what it is asked to write, and then does not answer. */
class SilentStore implements Database {
  readonly #stored = new MemoryDatabase();

  collection<T>(name: string): Collection<T> {
    const { insert, replace, ...reading } = bound(this.#stored.collection<T>(name));
    return { ...reading, insert: (...what) => insert(...what).then(noAnswer), replace: (...what) => replace(...what).then(noAnswer) };
  }

  async close(): Promise<void> {}
}

const noAnswer = (): Promise<never> => Promise.reject(new DatabaseUnavailable('The database does not answer.'));

const bound = <T>(of: Collection<T>): Collection<T> => ({
  insert: (id, value) => of.insert(id, value),
  get: (id) => of.get(id),
  list: () => of.list(),
  replace: (stored, value) => of.replace(stored, value),
});

async function aCoordinator() {
  const [database, blobs, events] = [new SilentStore(), new MemoryBlobStore(), new Events()];
  const parts = roundParts({ database, blobs, keys, events, clock: () => Date.parse('2026-01-01T00:00:00.000Z') });
  const study: Pick<Study, 'id' | 'sites' | 'planSha256' | 'quorum' | 'answerWithinMs' | 'attempt' | 'round' | 'state'> = { id: 'study', round: 1, state: 'running', sites: ['va'], quorum: 1, answerWithinMs: 1000, attempt: 1, planSha256: await blobs.put(new TextEncoder().encode('a plan')) };
  await database.collection<Study>('studies').insert('study', study as Study).catch(() => undefined);
  return { ...parts, events, study: study as Study };
}

describe('a change of a round whose write the store did not answer', () => {
  it('is told of: sites that are connected are sent the offer, which nobody else would tell them of', async () => {
    const { rounds, news, events, study } = await aCoordinator();
    const offers: Promise<number>[] = [];
    events.stream().subscribe(() => offers.push(news.offersFor('va').then(({ length }) => length)));
    await expect(rounds.open(study, 1)).rejects.toThrow(DatabaseUnavailable);
    expect(await Promise.all(offers)).toEqual([1]);
  });

  it('is told of: a study goes on when its last answer was recorded', async () => {
    const { rounds, stored, news, intake, events, study } = await aCoordinator();
    await rounds.open(study, 1).catch(() => undefined);
    const [{ envelope: offer }] = await news.offersFor('va');
    const phases: Promise<string>[] = [];
    events.stream().subscribe(({ id }) => phases.push(stored.of(id).then(([{ phase }]) => phase)));
    const refusal = seal({ kind: 'refusal', consortium: 'Heart', signer: identity.publicKey, site: 'va', study: 'study', round: 1, offerSha256: envelopeSha256(offer), reason: 'budget' }, new Uint8Array(), identity);
    await expect(intake.acceptRefusal(va, refusal)).rejects.toThrow(DatabaseUnavailable);
    expect(await Promise.all(phases)).toEqual(['aborted']);
  });
});
