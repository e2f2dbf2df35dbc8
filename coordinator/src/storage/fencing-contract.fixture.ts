import { afterEach, expect, it } from '@jest/globals';
import { DocumentChanged, DocumentExists, LeaseLost, revise, type Collection, type Database, type SharedDatabase, type Term } from './collection.js';
import { leasesOf, takeLease } from './lease.js';

const NAME = 'coordinator';

/** More calls of the store than any write makes. */
const POINTS = Array.from({ length: 10 }, (_, point) => point);

/** Takes the lease, whoever holds it, and opens the database for the new term. */
async function lead(database: SharedDatabase, holder: string): Promise<{ term: Term; view: Database }> {
  const term = await takeLease(database, { name: NAME, holder, seen: await leasesOf(database).get(NAME) });
  if (term === null) throw new Error('Nobody else takes the lease here');
  return { term, view: await database.underLease(term) };
}

/** The same database; before its call number `point`, counted from 0, something else happens. */
function interrupted(database: Database, point: number, happens: () => Promise<void>): Database {
  let calls = 0;
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    if (calls++ === point) await happens();
    return work();
  };
  const collection = <T>(name: string): Collection<T> => {
    const inner = database.collection<T>(name);
    return {
      get: (id) => call(() => inner.get(id)),
      list: () => call(() => inner.list()),
      insert: (id, value) => call(() => inner.insert(id, value)),
      replace: (stored, value) => call(() => inner.replace(stored, value)),
    };
  };
  return { collection, close: () => database.close() };
}

const WRITES: readonly (readonly [string, (database: Database) => Promise<unknown>])[] = [
  ['an insert', (database) => database.collection('letters').insert('new', 'of a')],
  ['a replace', (database) => database.collection('letters').replace({ id: 'old', version: 1, value: 'first' }, 'of a')],
];

/**
 * What every database promises to the leader of a term. `fence` is how the database fences, where that is made of several calls
 * of the store: it is then interrupted at each.
 */
export function fencingContract(openEmpty: () => SharedDatabase | Promise<SharedDatabase>, fence: (database: Database, term: Term) => Promise<Database>): void {
  const opened: Database[] = [];
  const open = async (): Promise<SharedDatabase> => {
    const database = await openEmpty();
    opened.push(database);
    return database;
  };
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  it('lets the leader of the newest term write, by the same rules as anyone', async () => {
    const database = await open();
    const { view } = await lead(database, 'a');
    const letters = view.collection<string>('letters');
    const first = await letters.insert('b', 'one');
    await expect(letters.insert('b', 'two')).rejects.toThrow(DocumentExists);
    expect(await letters.replace(first, 'two')).toEqual({ id: 'b', version: 2, value: 'two' });
    await expect(letters.replace(first, 'three')).rejects.toThrow(DocumentChanged);
    await letters.insert('a', 'three');
    expect(await database.collection('letters').list()).toEqual([
      { id: 'b', version: 2, value: 'two' },
      { id: 'a', version: 1, value: 'three' },
    ]);
  });

  it('loses no update when twenty writers of one leader revise one document at once', async () => {
    const { view } = await lead(await open(), 'a');
    const counters = view.collection<number>('counters');
    await counters.insert('n', 0);
    await Promise.all(Array.from({ length: 20 }, () => revise(counters, 'n', (n) => n + 1)));
    expect((await counters.get('n'))?.value).toBe(20);
  });

  it('does not let a leader change a stored document through the object it passed', async () => {
    const { view } = await lead(await open(), 'a');
    const list = [1];
    const inserting = view.collection<number[]>('lists').insert('l', list);
    list.push(2);
    await inserting;
    expect((await view.collection('lists').get('l'))?.value).toEqual([1]);
  });

  it('opens for the newest term only', async () => {
    const database = await open();
    await expect(database.underLease({ name: NAME, epoch: 1 })).rejects.toThrow(LeaseLost);
    const { term } = await lead(database, 'a');
    await lead(database, 'b');
    await expect(database.underLease(term)).rejects.toThrow(LeaseLost);
  });

  it('numbers the terms without a gap, and gives a lease that has changed to nobody', async () => {
    const database = await open();
    const takings = () => Promise.all(['a', 'b', 'c'].map(async (holder) => takeLease(database, { name: NAME, holder, seen })));
    let seen = await leasesOf(database).get(NAME);
    for (const epoch of [1, 2, 3]) {
      expect((await takings()).filter((term) => term !== null)).toEqual([{ name: NAME, epoch }]);
      seen = await leasesOf(database).get(NAME);
      if (seen !== null) seen = await leasesOf(database).replace(seen, { ...seen.value, renewals: 1 });
    }
  });

  it.each(WRITES)('refuses %s of an earlier term, and nothing is changed', async (_, write) => {
    const database = await open();
    const { view } = await lead(database, 'a');
    await view.collection('letters').insert('old', 'first');
    await lead(database, 'b');
    await expect(write(view)).rejects.toThrow(LeaseLost);
    expect(await database.collection('letters').list()).toEqual([{ id: 'old', version: 1, value: 'first' }]);
  });

  it.each(WRITES)('lets %s that is overtaken by a new term, at any point, take effect before the new leader reads or never', async (_, write) => {
    for (const point of POINTS) {
      const database = await open();
      const { term, view } = await lead(database, 'a');
      await view.collection('letters').insert('old', 'first');
      let found: unknown = null;
      const overtake = async () => {
        found = await (await lead(database, 'b')).view.collection('letters').list();
      };
      const overtaken = await fence(interrupted(database, point, overtake), term)
        .then(write)
        .then(
          () => null,
          (error: unknown) => error,
        );
      if (found === null) await overtake();
      else if (overtaken !== null) expect(overtaken).toBeInstanceOf(LeaseLost);
      expect({ point, list: await database.collection('letters').list() }).toEqual({ point, list: found });
      if (overtaken === null) expect(JSON.stringify(found)).toContain('of a');
    }
  });

  it.each(WRITES)('lets the new leader write what %s was about to, and what it wrote stays', async (_, write) => {
    for (const point of POINTS) {
      const database = await open();
      const { term, view } = await lead(database, 'a');
      await view.collection('letters').insert('old', 'first');
      let written: readonly unknown[] = [];
      const overtake = async () => {
        const letters = (await lead(database, 'b')).view.collection<string>('letters');
        await letters.insert('new', 'of b').catch(() => undefined);
        for (const { id } of await letters.list()) await revise(letters, id, () => 'of b');
        written = await letters.list();
      };
      await fence(interrupted(database, point, overtake), term)
        .then(write)
        .catch(() => undefined);
      if (written.length > 0) expect(await database.collection('letters').list()).toEqual(written);
    }
  });

  it.each(WRITES)('finishes or forgets %s whose leader ends at any point, and the next one goes on', async (_, write) => {
    for (const point of POINTS) {
      const database = await open();
      const { term, view } = await lead(database, 'a');
      await view.collection('letters').insert('old', 'first');
      const ended = new Promise<void>((resolve) => {
        const never = interrupted(database, point, () => {
          resolve();
          return new Promise(() => undefined);
        });
        void fence(never, term).then(write).then(() => resolve());
      });
      await ended;
      const letters = (await lead(database, 'b')).view.collection<string>('letters');
      const found = await letters.list();
      await letters.insert('next', 'of b');
      expect(await letters.list()).toEqual([...found, { id: 'next', version: 1, value: 'of b' }]);
    }
  });
}
