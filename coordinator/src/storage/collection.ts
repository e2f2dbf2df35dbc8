/** A document with the version it was read at. */
export interface Stored<T> {
  readonly id: string;
  readonly version: number;
  readonly value: T;
}

/**
 * The only thing the coordinator asks of a database: documents under unique ids, changed by compare-and-set.
 * Every method is atomic for one document; nothing relies on a transaction over several.
 */
export interface Collection<T> {
  /** @throws DocumentExists if the id is taken */
  insert(id: string, value: T): Promise<Stored<T>>;
  get(id: string): Promise<Stored<T> | null>;
  /** All documents, in order of insertion. */
  list(): Promise<readonly Stored<T>[]>;
  /** @throws DocumentChanged if the document is no longer at `stored.version` */
  replace(stored: Stored<T>, value: T): Promise<Stored<T>>;
}

/** Opens collections by name; a name always means the same documents. */
export interface Database {
  collection<T>(name: string): Collection<T>;
  close(): Promise<void>;
}

export const DATABASE = Symbol('Database');

/** A term of a leader: the lease of this name, taken for this epoch. */
export interface Term {
  readonly name: string;
  readonly epoch: number;
}

/** A database that several processes share, of which one leads at a time. */
export interface SharedDatabase extends Database {
  /**
   * The database for the leader of a term. Each of its inserts and replaces takes effect only while the store's lease has the
   * epoch of the term: the check and the effect are one. Once this has resolved, nothing that was asked in an earlier term
   * takes effect any more.
   *
   * Whoever writes to a collection under a lease must always write to it under that lease.
   * @throws LeaseLost, here and from each write, if the lease has another epoch
   */
  underLease(term: Term): Promise<Database>;
}

export class DocumentExists extends Error {
  override readonly name = 'DocumentExists';
}

export class DocumentChanged extends Error {
  override readonly name = 'DocumentChanged';
}

/** The store does not answer now; what was asked may or may not have been done, and may be asked again. */
export class DatabaseUnavailable extends Error {
  override readonly name: string = 'DatabaseUnavailable';
}

/** Another process leads, or may: the store takes no more writes of this one. What was asked may be asked again of the one that leads. */
export class LeaseLost extends DatabaseUnavailable {
  override readonly name = 'LeaseLost';
}

/** The store cannot be used until a person changes something; the message says what. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}

/**
 * Reads, changes and writes a document, again if someone else wrote in between. `change` may run more than once
 * and returns the same object when there is nothing to write.
 */
export async function revise<T>(collection: Collection<T>, id: string, change: (value: T) => T): Promise<Stored<T> | null> {
  for (;;) {
    const stored = await collection.get(id);
    if (stored === null) return null;
    const value = change(stored.value);
    if (value === stored.value) return stored;
    try {
      return await collection.replace(stored, value);
    } catch (error) {
      if (!(error instanceof DocumentChanged)) throw error;
    }
  }
}
