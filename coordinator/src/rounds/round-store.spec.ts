import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryBlobStore } from '../storage/blobs.js';
import { revise, type Collection, type Database } from '../storage/collection.js';
import type { MemoryDatabase } from '../storage/database.memory.js';
import type { Study } from '../studies/study.js';
import { keys } from '../witness/a-site-ledger.fixture.js';
import { OpenRound } from './an-open-round.fixture.js';
import { roundParts } from './parts.fixture.js';
import type { Round } from './round.js';

let at: OpenRound;

beforeEach(async () => {
  at = await OpenRound.begin();
});

describe('a study of many rounds', () => {
  const MANY = 200;

  /** Every round before the newest one is complete. */
  async function manyRounds(): Promise<void> {
    const stored = at.database.collection<Round>('rounds');
    const first = await at.parts.stored.at('study', 1);
    if (first === null) throw new Error('No round was opened');
    const complete: Round = { ...first, phase: 'complete' };
    await revise(stored, 'study/1', () => complete);
    for (let round = 2; round < MANY; round += 1) await stored.insert(`study/${round}`, { ...complete, round });
    await stored.insert(`study/${MANY}`, { ...first, round: MANY });
    await revise(at.database.collection<Study>('studies'), 'study', (before) => ({ ...before, round: MANY }));
  }

  it('is given in order, from wherever it is asked for', async () => {
    await manyRounds();
    expect((await at.parts.stored.of('study')).map(({ round }) => round)).toEqual(Array.from({ length: MANY }, (_, at) => at + 1));
    expect((await at.parts.stored.of('study', { after: MANY - 2 })).map(({ round }) => round)).toEqual([MANY - 1, MANY]);
    expect(await at.parts.stored.of('study', { after: MANY })).toEqual([]);
    expect(await at.parts.stored.of('no study')).toEqual([]);
  });

  it('has its newest round offered, and no other is read for that', async () => {
    await manyRounds();
    const read: string[] = [];
    const { news } = roundParts({ database: readsSeen(at.database, read), blobs: new MemoryBlobStore(), keys, clock: at.time.clock });
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
