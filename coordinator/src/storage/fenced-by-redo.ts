import { DocumentChanged, DocumentExists, type Collection, type Database, type Stored, type Term } from './collection.js';
import { leaseOf, leasesOf, type Intent } from './lease.js';

/**
 * The database for the leader of a term, by nothing but atomic changes of single documents.
 *
 * A write is first stored as the intent of the lease document, by compare-and-set on a lease that has the epoch of the term; then
 * the intent is carried out on its own document; only then may the next intent take its place. Taking the lease keeps the
 * intent, and whoever opens this view for a new term carries it out before anything else. So:
 *
 * 1. Intents and takings are changes of one document, hence in one order; a stale leader's compare-and-set fails.
 * 2. An intent takes effect at most once, whoever carries it out and however late: versions only grow and no document is ever removed,
 *    so a replace at a version that has passed, and an insert under an id that is taken, change nothing.
 * 3. When this function has resolved, every intent of earlier terms has taken effect: all but the newest before they were
 *    followed by another, the newest here. By 1 no more can be stored, and by 2 a late hand changes nothing.
 *
 * This is a redo log of one entry. It needs that nobody writes to the same collections in another way.
 * @throws LeaseLost if the lease has another epoch
 */
export async function fencedByRedo(database: Database, term: Term): Promise<Database> {
  const fence = new RedoFence(database, term);
  await fence.open();
  return {
    collection: <T>(name: string): Collection<T> => ({
      ...database.collection<T>(name),
      insert: (id, value) => fence.write({ collection: name, id, version: null, value }),
      replace: ({ id, version }, value) => fence.write({ collection: name, id, version, value }),
    }),
    close: () => database.close(),
  };
}

type Write<T> = Omit<Intent, 'number' | 'value'> & { readonly value: T };

/** Every intent up to `#carriedOut` has taken effect. Writes of one leader take turns: there is one intent at a time. */
class RedoFence {
  readonly #database: Database;
  readonly #term: Term;
  #carriedOut = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: Database, term: Term) {
    this.#database = database;
    this.#term = term;
  }

  async open(): Promise<void> {
    const { intent } = (await leaseOf(this.#database, this.#term)).value;
    if (intent !== null) await this.#carryOut(intent);
  }

  write<T>(write: Write<T>): Promise<Stored<T>> {
    // What the caller does to the value from now on is not part of the write.
    const copy = { ...write, value: JSON.parse(JSON.stringify(write.value)) as T };
    const written = this.#turn.then(() => this.#write(copy));
    this.#turn = written.catch(() => undefined);
    return written;
  }

  async #write<T>(write: Write<T>): Promise<Stored<T>> {
    for (;;) {
      const lease = await leaseOf(this.#database, this.#term);
      const before = lease.value.intent;
      // The answer about an earlier write may have been lost.
      if (before !== null && before.number > this.#carriedOut) await this.#carryOut(before);
      await this.#checkPossible(write);
      const intent = { ...write, number: before === null ? 1 : before.number + 1 };
      if (!(await this.#store(lease, intent))) continue;
      await this.#carryOut(intent);
      return { id: write.id, version: write.version === null ? 1 : write.version + 1, value: write.value };
    }
  }

  /** Nobody else can change the document between this check and the intent: they would have to change the lease. */
  async #checkPossible({ collection, id, version }: Write<unknown>): Promise<void> {
    const stored = await this.#database.collection(collection).get(id);
    if (version === null && stored !== null) throw new DocumentExists(`${collection}/${id} exists`);
    if (version !== null && stored?.version !== version) throw new DocumentChanged(`${collection}/${id} changed`);
  }

  /** @returns false if the lease was renewed or taken meanwhile */
  async #store(lease: Awaited<ReturnType<typeof leaseOf>>, intent: Intent): Promise<boolean> {
    try {
      await leasesOf(this.#database).replace(lease, { ...lease.value, intent });
      return true;
    } catch (error) {
      if (error instanceof DocumentChanged) return false;
      throw error;
    }
  }

  async #carryOut({ number, collection, id, version, value }: Intent): Promise<void> {
    const documents = this.#database.collection(collection);
    try {
      if (version === null) await documents.insert(id, value);
      else await documents.replace({ id, version, value }, value);
    } catch (error) {
      // Someone has carried it out already.
      if (!(error instanceof DocumentExists || error instanceof DocumentChanged)) throw error;
    }
    this.#carriedOut = number;
  }
}
