import type DatabaseFile from 'libsql';

interface Asked {
  /** Runs in a transaction with others. */
  readonly statement: () => void;
  readonly committed: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Writes that are asked for in one turn of the event loop go into one transaction, so that one sync of the disk serves all of them.
 *
 * Guarantee: a write is answered once the transaction that holds it is durable. They take effect in the order in which they were asked for, and each
 * sees what those before it did; if the transaction fails, none of it has an effect and each is told.
 */
export class GroupCommit {
  readonly #file: InstanceType<typeof DatabaseFile>;
  #asked: Asked[] = [];

  constructor(file: InstanceType<typeof DatabaseFile>) {
    this.#file = file;
  }

  /** @returns what the statement gave, once it is durable @throws what it, or the transaction, failed with */
  write<T>(statement: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let given: { readonly value: T } | null = null;
      if (this.#asked.length === 0) setImmediate(() => this.#commit());
      this.#asked.push({
        statement: () => (given = { value: statement() }),
        committed: () => (given === null ? reject(new Error('A transaction left out a write')) : resolve(given.value)),
        failed: reject,
      });
    });
  }

  /** Resolves once nothing is asked for any more: what follows from a write in the turn after it is written too. */
  async drained(): Promise<void> {
    do {
      this.#commit();
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#asked.length > 0);
  }

  /** Makes durable, or fails, what has been asked for so far. */
  #commit(): void {
    const asked = this.#asked;
    this.#asked = [];
    if (asked.length === 0) return;
    try {
      this.#inOneTransaction(() => asked.forEach(({ statement }) => statement()));
    } catch (error) {
      for (const { failed } of asked) failed(error);
      return;
    }
    for (const { committed } of asked) committed();
  }

  /** A commit that fails may have ended the transaction already; then there is nothing to roll back. */
  #inOneTransaction(work: () => void): void {
    this.#file.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#file.exec('COMMIT');
    } catch (error) {
      if (this.#file.inTransaction) this.#file.exec('ROLLBACK');
      throw error;
    }
  }
}
