import { revise, type Collection, type Stored } from './collection.js';

interface Change<T> {
  readonly change: (value: T) => T;
  readonly made: (stored: Stored<T> | null) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Revises documents of one collection: changes of one document that are asked for while an earlier one is stored are made
 * together, in the order in which they came, and stored once. As `revise`, each may run more than once.
 *
 * Guarantee: whoever asked is answered once its change, made to what all before it had come to, is stored. A change that throws changes
 * nothing, and fails for whoever asked for it alone.
 */
export class JointRevisions<T> {
  readonly #collection: Collection<T>;
  /** By id, what waits for the revision that runs. */
  readonly #waiting = new Map<string, Change<T>[]>();

  constructor(collection: Collection<T>) {
    this.#collection = collection;
  }

  /** @returns the document with this change, and perhaps later ones; null if there is none */
  revise(id: string, change: (value: T) => T): Promise<Stored<T> | null> {
    return new Promise((made, failed) => {
      const asked = { change, made, failed };
      const waiting = this.#waiting.get(id);
      if (waiting !== undefined) {
        waiting.push(asked);
        return;
      }
      this.#waiting.set(id, [asked]);
      void this.#run(id);
    });
  }

  async #run(id: string): Promise<void> {
    for (let changes = this.#taken(id); changes.length > 0; changes = this.#taken(id)) await this.#make(id, changes);
    this.#waiting.delete(id);
  }

  /** Whatever is asked from here on waits. */
  #taken(id: string): readonly Change<T>[] {
    const changes = this.#waiting.get(id) ?? [];
    this.#waiting.set(id, []);
    return changes;
  }

  async #make(id: string, changes: readonly Change<T>[]): Promise<void> {
    const refused = new Map<Change<T>, unknown>();
    try {
      const stored = await revise(this.#collection, id, (value) => changes.reduce((before, asked) => changed(before, asked, refused), value));
      for (const asked of changes) {
        if (refused.has(asked)) asked.failed(refused.get(asked));
        else asked.made(stored);
      }
    } catch (error) {
      for (const { failed } of changes) failed(error);
    }
  }
}

function changed<T>(before: T, asked: Change<T>, refused: Map<Change<T>, unknown>): T {
  try {
    const after = asked.change(before);
    refused.delete(asked);
    return after;
  } catch (error) {
    refused.set(asked, error);
    return before;
  }
}
