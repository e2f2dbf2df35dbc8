import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { DatabaseUnavailable, LeaseLost, type Collection, type Database, type SharedDatabase, type Term } from '../storage/collection.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import { fencedByRedo } from '../storage/fenced-by-redo.js';
import { leasesOf } from '../storage/lease.js';
import { Leadership } from './leadership.js';
import { VirtualTime } from './virtual-time.fixture.js';

jest.setTimeout(60_000);

const NAME = 'coordinator';
const LEASE_MS = 1000;
const FAULTS_END_MS = 8000;
const END_MS = FAULTS_END_MS + 10 * LEASE_MS;

/** How the world goes wrong for one replica. */
interface Fate {
  /** Its clock shows this at the start, and runs this much faster than time. */
  readonly skewMs: number;
  readonly rate: number;
  /** For how long each of its calls of the store is on its way there, and its answer back; used in turn. */
  readonly delaysMs: readonly number[];
  /** Which of its calls get no answer though they take effect, and which get neither; used in turn. */
  readonly losses: readonly ('none' | 'answer' | 'both')[];
  /** While it is stopped nothing of it runs; what it had asked takes effect meanwhile. */
  readonly stops: readonly { readonly atMs: number; readonly lastsMs: number }[];
}

interface WriteOf {
  readonly replica: string;
  readonly epoch: number;
}

/** A store in memory that is far away: what is asked of it takes effect on its own time. */
function farAway(store: MemoryDatabase, { time, fate, fence }: { readonly time: VirtualTime; readonly fate: Fate; readonly fence: 'in one' | 'by redo' | 'none' }): SharedDatabase {
  let calls = 0;
  const running = async (): Promise<void> => {
    for (;;) {
      const stop = fate.stops.find(({ atMs, lastsMs }) => time.nowMs >= atMs && time.nowMs < atMs + lastsMs);
      if (stop === undefined) return;
      await time.wait(stop.atMs + stop.lastsMs - time.nowMs);
    }
  };
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    const call = calls++;
    const calm = time.nowMs >= FAULTS_END_MS;
    const delayMs = (turn: number) => (calm ? 1 : fate.delaysMs[(2 * call + turn) % fate.delaysMs.length]);
    const loss = calm ? 'none' : fate.losses[call % fate.losses.length];
    await running();
    await time.wait(delayMs(0));
    const answer = loss === 'both' ? null : work();
    await (answer ?? Promise.resolve()).catch(() => undefined);
    await time.wait(delayMs(1));
    await running();
    if (answer === null || loss === 'answer') throw new DatabaseUnavailable('The store does not answer.');
    return answer;
  };
  const over = (inner: Database): Database => ({
    collection: <T>(name: string): Collection<T> => {
      const documents = inner.collection<T>(name);
      return {
        get: (id) => ask(() => documents.get(id)),
        list: () => ask(() => documents.list()),
        insert: (id, value) => ask(() => documents.insert(id, value)),
        replace: (stored, value) => ask(() => documents.replace(stored, value)),
      };
    },
    close: async () => undefined,
  });
  const far = over(store);
  const underLease = async (term: Term): Promise<Database> => {
    if (fence === 'by redo') return fencedByRedo(far, term);
    if (fence === 'none') return far;
    return over(await store.underLease(term));
  };
  return { ...far, underLease };
}

/** A store on a disk that cannot be written for as long as it has a trouble. */
function onDisk(store: MemoryDatabase, disk: { readonly trouble: Error | null }): SharedDatabase {
  const over = (inner: Database): Database => ({
    ...inner,
    collection: <T>(name: string): Collection<T> => {
      const documents = inner.collection<T>(name);
      const written = async <R>(write: () => Promise<R>): Promise<R> => {
        if (disk.trouble !== null) throw disk.trouble;
        return write();
      };
      return { ...documents, insert: (id, value) => written(() => documents.insert(id, value)), replace: (stored, value) => written(() => documents.replace(stored, value)) };
    },
  });
  return { ...over(store), underLease: async (term) => over(await store.underLease(term)) };
}

/** Replicas on one store, each of which writes what it may as often as it can. */
async function history(fates: readonly Fate[], fence: 'in one' | 'by redo' | 'none') {
  const time = new VirtualTime();
  const store = new MemoryDatabase();
  const stop = new AbortController();
  const acknowledged: WriteOf[] = [];
  const replicas = fates.map((fate, index) => {
    const replica = 'abc'[index];
    const leadership = new Leadership({
      database: farAway(store, { time, fate, fence }),
      name: NAME,
      replica,
      leaseMs: LEASE_MS,
      monotonicMs: () => fate.skewMs + time.nowMs * fate.rate,
      pause: (ms) => time.wait(ms / fate.rate),
    });
    void leadership.run(stop.signal);
    void writeAlways(leadership, replica);
    return leadership;
  });

  async function writeAlways(leadership: Leadership, replica: string): Promise<void> {
    const writes = leadership.database.collection<WriteOf>('writes');
    for (let number = 0; !stop.signal.aborted; number += 1) {
      const { leads, epoch } = leadership.state;
      const write = { replica, epoch };
      const done = leads && (await writes.insert(`${replica}/${number}`, write).then(() => true, () => false));
      if (done) acknowledged.push(write);
      await time.wait(150);
    }
  }

  await time.passUntil(END_MS);
  const leaders = replicas.flatMap((leadership) => (leadership.state.leads ? [leadership.state.epoch] : []));
  stop.abort();
  const written = (await store.collection<WriteOf>('writes').list()).map(({ value }) => value);
  return { written, acknowledged, leaders, lease: (await leasesOf(store).get(NAME))?.value };
}

const fate: fc.Arbitrary<Fate> = fc.record({
  skewMs: fc.integer({ min: 0, max: 1_000_000 }),
  rate: fc.constantFrom(0.5, 0.9, 1, 1.1, 2),
  delaysMs: fc.array(fc.constantFrom(0, 1, 20, 300, 1500), { minLength: 1, maxLength: 7 }),
  losses: fc.array(fc.constantFrom('none', 'none', 'none', 'answer', 'both'), { minLength: 1, maxLength: 7 }),
  stops: fc.array(fc.record({ atMs: fc.integer({ min: 0, max: FAULTS_END_MS }), lastsMs: fc.integer({ min: 1, max: 4000 }) }), { maxLength: 3 }),
});
const fates = fc.array(fate, { minLength: 2, maxLength: 3 });

const RUNS = 60;
const isSorted = (numbers: readonly number[]): boolean => numbers.every((number, index) => index === 0 || numbers[index - 1] <= number);

describe.each(['in one', 'by redo'] as const)('replicas whose clocks and connections are anything, on a store that fences %s', (fence) => {
  it('write one after another, epoch by epoch, and one of them leads and writes once faults stop', async () => {
    await fc.assert(
      fc.asyncProperty(fates, async (those) => {
        const { written, acknowledged, leaders, lease } = await history(those, fence);
        const epochs = written.map(({ epoch }) => epoch);
        expect(isSorted(epochs)).toBe(true);
        expect(new Set(written.map(({ replica, epoch }) => `${replica} ${epoch}`)).size).toBe(new Set(epochs).size);
        expect(acknowledged.filter((write) => !written.some(({ replica, epoch }) => replica === write.replica && epoch === write.epoch))).toEqual([]);
        expect(leaders).toEqual([lease?.epoch]);
        expect(acknowledged.at(-1)?.epoch).toBe(lease?.epoch);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('replicas on a store that does not fence', () => {
  it('are found out by the same histories', async () => {
    const stopped: Fate = { skewMs: 0, rate: 1, delaysMs: [20], losses: ['none'], stops: [{ atMs: 3010, lastsMs: 2000 }] };
    const slow: Fate = { ...stopped, delaysMs: [1, 1, 1, 1, 1500], stops: [] };
    const found = await fc.check(
      fc.asyncProperty(fates, async (those) => isSorted((await history(those, 'none')).written.map(({ epoch }) => epoch))),
      { numRuns: 100, examples: [[[stopped, slow]]], endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });
});

describe('a replica', () => {
  const aStore = () => ({ store: new MemoryDatabase(), time: new VirtualTime() });
  const aReplica = ({ store, time }: ReturnType<typeof aStore>, replica: string) =>
    new Leadership({ database: store, name: NAME, replica, leaseMs: LEASE_MS, monotonicMs: () => time.nowMs, pause: (ms) => time.wait(ms) });

  it('leads at once where nobody has led', async () => {
    const a = aReplica(aStore(), 'a');
    await a.look();
    expect(a.state).toEqual({ leads: true, epoch: 1 });
  });

  it('stands by while another leads, reads, and says so of each write', async () => {
    const world = aStore();
    const [a, b] = [aReplica(world, 'a'), aReplica(world, 'b')];
    await a.look();
    await a.database.collection('letters').insert('x', 1);
    await b.look();
    expect(b.state).toEqual({ leads: false, epoch: 1 });
    expect((await b.database.collection('letters').get('x'))?.value).toBe(1);
    await expect(b.database.collection('letters').insert('y', 1)).rejects.toThrow('This coordinator stands by while another one leads: ask that one, or try again.');
  });

  it('takes the lead of one that was not heard of for the lease time by its own clock, and not before', async () => {
    const world = aStore();
    const [a, b] = [aReplica(world, 'a'), aReplica(world, 'b')];
    await a.look();
    await b.look();
    await world.time.passUntil(LEASE_MS - 1);
    await b.look();
    expect(b.state.leads).toBe(false);
    await world.time.passUntil(LEASE_MS);
    await b.look();
    expect(b.state).toEqual({ leads: true, epoch: 2 });
  });

  it('leads again at once, in a new term, when it is started again under its name', async () => {
    const world = aStore();
    await aReplica(world, 'a').look();
    const again = aReplica(world, 'a');
    await again.look();
    expect(again.state).toEqual({ leads: true, epoch: 2 });
  });

  it('stands by for good manners before anyone may take its place, when the store does not answer', async () => {
    const world = aStore();
    const a = aReplica(world, 'a');
    await a.look();
    await world.time.passUntil((3 * LEASE_MS) / 4);
    expect(a.state.leads).toBe(false);
    await expect(a.database.collection('letters').insert('x', 1)).rejects.toThrow(LeaseLost);
    await a.look();
    expect(a.state).toEqual({ leads: true, epoch: 2 });
  });

  it.each([
    ['is full', 'ENOSPC'],
    ['of its file is full', 'SQLITE_FULL'],
    ['is mounted read-only', 'EROFS'],
    ['of its file is mounted read-only', 'SQLITE_READONLY'],
    ['of its file was mounted anew read-only', 'SQLITE_READONLY_DBMOVED'],
  ])('lives on while the disk %s, says so of each write, leads again once it can be written, and resigns all the same', async (_what, code) => {
    const world = aStore();
    const disk = { trouble: null as Error | null };
    const a = new Leadership({ database: onDisk(world.store, disk), name: NAME, replica: 'a', leaseMs: LEASE_MS, monotonicMs: () => world.time.nowMs, pause: (ms) => world.time.wait(ms) });
    await a.look();
    disk.trouble = Object.assign(new Error('The disk cannot be written'), { code });
    await a.look();
    expect(a.state.leads).toBe(true);
    await world.time.passUntil(LEASE_MS);
    await a.look();
    expect(a.state.leads).toBe(false);
    await expect(a.database.collection('letters').insert('x', 1)).rejects.toBe(disk.trouble);
    disk.trouble = null;
    await a.look();
    expect(a.state).toEqual({ leads: true, epoch: 2 });
    disk.trouble = Object.assign(new Error('The disk cannot be written'), { code });
    await a.resign();
    expect(a.state.leads).toBe(false);
  });

  it('finds out by its first write that another has its name and leads, and leaves it to that one', async () => {
    const world = aStore();
    const [a, twin] = [aReplica(world, 'a'), aReplica(world, 'a')];
    await a.look();
    await twin.look();
    await expect(a.database.collection('letters').insert('x', 1)).rejects.toThrow(LeaseLost);
    await a.look();
    await a.look();
    expect([a.state, twin.state]).toEqual([
      { leads: false, epoch: 2 },
      { leads: true, epoch: 2 },
    ]);
  });

  it('gives the lease back when it resigns, so that another need not wait', async () => {
    const world = aStore();
    const [a, b] = [aReplica(world, 'a'), aReplica(world, 'b')];
    await a.look();
    await a.resign();
    await b.look();
    expect([a.state.leads, b.state]).toEqual([false, { leads: true, epoch: 2 }]);
  });

  it('tells its services when a term begins and when it ends', async () => {
    const world = aStore();
    const a = aReplica(world, 'a');
    const heard: string[] = [];
    a.hearOf({ begins: () => heard.push('begins'), ends: () => heard.push('ends') });
    await a.look();
    await world.time.passUntil(LEASE_MS);
    await a.look();
    expect(heard).toEqual(['begins', 'ends', 'begins']);
  });
});
