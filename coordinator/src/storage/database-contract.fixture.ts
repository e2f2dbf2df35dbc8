import { afterEach, expect, it } from '@jest/globals';
import { DocumentChanged, DocumentExists, revise, type Database } from './collection.js';

const TWENTY = Array.from({ length: 20 }, (_, index) => index);
const outcomes = (results: readonly PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled').length;

/** What every database promises. `openEmpty` gives one of its own to each test; it is closed afterwards, passed or not. */
export function databaseContract(openEmpty: () => Database | Promise<Database>): void {
  const opened: Database[] = [];
  const open = async (): Promise<Database> => {
    const database = await openEmpty();
    opened.push(database);
    return database;
  };

  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  it('gives back what was inserted, in order of insertion', async () => {
    const database = await open();
    const letters = database.collection<{ letter: string }>('letters');
    await letters.insert('b', { letter: 'b' });
    await letters.insert('a', { letter: 'a' });
    expect((await letters.list()).map(({ value }) => value.letter)).toEqual(['b', 'a']);
    expect(await letters.get('a')).toEqual({ id: 'a', version: 1, value: { letter: 'a' } });
    expect(await letters.get('c')).toBeNull();
  });

  it('lists nothing of a collection that nothing was stored in', async () => {
    const database = await open();
    expect(await database.collection('sites').list()).toEqual([]);
  });

  it('refuses a second document under one id, but not in another collection', async () => {
    const database = await open();
    await database.collection('sites').insert('x', {});
    await expect(database.collection('sites').insert('x', {})).rejects.toThrow(DocumentExists);
    await database.collection('studies').insert('x', {});
  });

  it('lets exactly one of twenty writers insert an id, and keeps what that one wrote', async () => {
    const database = await open();
    const sites = database.collection<number>('sites');
    const results = await Promise.allSettled(TWENTY.map((writer) => sites.insert('x', writer)));
    expect(outcomes(results)).toBe(1);
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect(await sites.list()).toEqual([{ id: 'x', version: 1, value: winner }]);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DocumentExists);
  });

  it('lists documents that were inserted at once each one time, in an order that stays, before those inserted later', async () => {
    const database = await open();
    const letters = database.collection<number>('letters');
    await letters.insert('first', -1);
    await Promise.all(TWENTY.map((n) => letters.insert(`at once ${n}`, n)));
    const before = (await letters.list()).map(({ id }) => id);
    expect(before[0]).toBe('first');
    expect([...before].sort()).toEqual(['first', ...TWENTY.map((n) => `at once ${n}`)].sort());
    const last = await letters.insert('a later one', 20);
    await letters.replace(last, 21);
    expect((await letters.list()).map(({ id }) => id)).toEqual([...before, 'a later one']);
  });

  it('keeps a document in its place when it is replaced', async () => {
    const database = await open();
    const letters = database.collection<number>('letters');
    const first = await letters.insert('first', 1);
    await letters.insert('second', 2);
    await letters.replace(first, 3);
    expect((await letters.list()).map(({ id, version, value }) => [id, version, value])).toEqual([
      ['first', 2, 3],
      ['second', 1, 2],
    ]);
  });

  it('lets exactly one of two writers replace a version', async () => {
    const database = await open();
    const counters = database.collection<number>('counters');
    const first = await counters.insert('n', 0);
    await counters.replace(first, 1);
    await expect(counters.replace(first, 2)).rejects.toThrow(DocumentChanged);
    expect((await counters.get('n'))?.value).toBe(1);
  });

  it('lets exactly one of twenty writers replace a version at once', async () => {
    const database = await open();
    const counters = database.collection<number>('counters');
    const first = await counters.insert('n', -1);
    const results = await Promise.allSettled(TWENTY.map((writer) => counters.replace(first, writer)));
    expect(outcomes(results)).toBe(1);
    expect(await counters.get('n')).toEqual({ id: 'n', version: 2, value: results.findIndex(({ status }) => status === 'fulfilled') });
  });

  it('does not replace a document that was never stored', async () => {
    const database = await open();
    const sites = database.collection<number>('sites');
    await expect(sites.replace({ id: 'x', version: 1, value: 1 }, 2)).rejects.toThrow(DocumentChanged);
    expect(await sites.list()).toEqual([]);
  });

  it('loses no update when twenty writers revise one document at once', async () => {
    const database = await open();
    const counters = database.collection<number>('counters');
    await counters.insert('n', 0);
    await Promise.all(TWENTY.map(() => revise(counters, 'n', (n) => n + 1)));
    expect((await counters.get('n'))?.value).toBe(20);
  });

  it('does not let a caller change a stored document through the object it passed', async () => {
    const database = await open();
    const lists = database.collection<number[]>('lists');
    const list = [1];
    const inserting = lists.insert('l', list);
    list.push(2);
    await inserting;
    list.push(3);
    expect((await lists.get('l'))?.value).toEqual([1]);
  });

  it.each(['{"$set":{"a":1},"$where":"x"}', '{"a.b":{"c.d":null},"":0}', '{"__proto__":{"polluted":true},"constructor":1}', '"text"', 'null', '[[],{}]', '9007199254740991', '0.1'])(
    'gives back the value %s, whatever its keys mean elsewhere',
    async (text) => {
      const database = await open();
      const values = database.collection<unknown>('values');
      await values.replace(await values.insert('v', null), JSON.parse(text));
      expect(JSON.stringify((await values.get('v'))?.value)).toBe(text);
    },
  );

  it('keeps documents apart whose ids have a meaning elsewhere', async () => {
    const database = await open();
    const ids = ['$x', 'a.b', '__proto__', 'constructor', 'a/b', 'A', 'a', 'ä', ' ', ''];
    const values = database.collection<string>('values');
    for (const id of ids) await values.insert(id, id);
    expect((await values.list()).map(({ id, value }) => [id, value])).toEqual(ids.map((id) => [id, id]));
    for (const id of ids) expect((await values.get(id))?.value).toBe(id);
  });

  it('finishes what was asked before it closes', async () => {
    const database = await openEmpty();
    const counters = database.collection<number>('counters');
    await counters.insert('n', 0);
    const revising = revise(counters, 'n', (n) => n + 1);
    await database.close();
    expect((await revising)?.value).toBe(1);
  });
}
