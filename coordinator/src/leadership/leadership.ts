import { LeaseLost, revise, type Collection, type Database, type SharedDatabase } from '../storage/collection.js';
import { isPassing } from '../storage/passing-trouble.js';
import { leasesOf, takeLease } from '../storage/lease.js';
import { mayTake, STARTING, transition, type LeaseEvent, type Standing } from './standing.js';

/** How many times in a lease time a replica looks after the lease. */
const LOOKS = 4;
const STANDS_BY = 'This coordinator stands by while another one leads: ask that one, or try again.';

export interface LeadershipOptions {
  /** What the replicas share. */
  readonly database: Pick<SharedDatabase, 'collection' | 'underLease' | 'close'>;
  /** Name of the lease. */
  readonly name: string;
  /** Name of this replica: no other that runs may have it. */
  readonly replica: string;
  readonly leaseMs: number;
  /** Milliseconds since any moment; never goes back. */
  readonly monotonicMs: () => number;
  /** Resolves after so long, or at once when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Hears of the terms of this replica. */
export interface Successor {
  begins(): void;
  ends(): void;
}

/**
 * The part of a replica in who leads. It looks after the lease, and lends out the one database that its services write to: writes
 * go to the store as the leader's of the present term, or fail.
 */
export class Leadership {
  readonly #options: LeadershipOptions;
  readonly #successors: Successor[] = [];
  #standing: Standing = STARTING;
  /** The database under the lease, while this replica leads. */
  #view: Database | null = null;
  /** Why the store was not heard of last; null if it was. */
  #trouble: Error | null = null;
  #isLooking = false;

  constructor(options: LeadershipOptions) {
    this.#options = options;
  }

  /** The newest epoch that this replica knows of; 0 before it has seen any. */
  get state(): { readonly leads: boolean; readonly epoch: number } {
    const standing = this.#now();
    if (standing.kind === 'leading') return { leads: true, epoch: standing.epoch };
    return { leads: false, epoch: standing.seen?.lease?.value.epoch ?? 0 };
  }

  /** Reads as they are; writes of the leader only. */
  get database(): Database {
    return { collection: <T>(name: string) => this.#collection<T>(name), close: () => this.#options.database.close() };
  }

  /** @throws LeaseLost while another replica leads, or what keeps this one from the store */
  assertLeads(): void {
    this.#leadersView();
  }

  hearOf(successor: Successor): void {
    this.#successors.push(successor);
  }

  /** Looks after the lease until `stop` is signalled. Any error but a passing trouble of the store ends the program. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      // A store that does not answer must not keep a leader from noticing how long that lasts.
      if (!this.#isLooking) void this.look();
      await this.#options.pause(this.#options.leaseMs / LOOKS, stop);
      this.#now();
    }
  }

  /** Looks after the lease once: renews it, or takes it if it may. A store that is away is awaited. */
  async look(): Promise<void> {
    this.#isLooking = true;
    try {
      const standing = this.#now();
      if (standing.kind === 'leading') await this.#renew(standing.epoch);
      else await this.#seek();
      this.#trouble = null;
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.#trouble = error instanceof LeaseLost ? null : error;
    } finally {
      this.#isLooking = false;
    }
  }

  /** Gives the lease back, so that nobody has to wait for it; if the store is away or cannot be written, the next leader waits for the lease time. */
  async resign(): Promise<void> {
    const standing = this.#now();
    if (standing.kind !== 'leading') return;
    const { database, name } = this.#options;
    this.#apply({ kind: 'lost', epoch: standing.epoch });
    try {
      await revise(leasesOf(database), name, (lease) => (lease.epoch === standing.epoch ? { ...lease, holder: null } : lease));
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }

  async #renew(epoch: number): Promise<void> {
    const { database, name, monotonicMs } = this.#options;
    const askedMs = monotonicMs();
    const stored = await revise(leasesOf(database), name, (lease) => (lease.epoch === epoch ? { ...lease, renewals: lease.renewals + 1 } : lease));
    const isHeld = stored?.value.epoch === epoch;
    this.#apply(isHeld ? { kind: 'renewed', epoch, askedMs, atMs: monotonicMs() } : { kind: 'lost', epoch });
  }

  async #seek(): Promise<void> {
    const { database, name, replica, monotonicMs } = this.#options;
    const lease = await leasesOf(database).get(name);
    const standing = this.#apply({ kind: 'seen', lease, atMs: monotonicMs() });
    if (standing.kind === 'leading' || !mayTake(standing, monotonicMs(), this.#options)) return;
    const askedMs = monotonicMs();
    const term = await takeLease(database, { name, holder: replica, seen: lease });
    if (term === null) {
      this.#apply({ kind: 'missed' });
      return;
    }
    this.#apply({ kind: 'taken', epoch: term.epoch });
    this.#view = await database.underLease(term);
    this.#apply({ kind: 'begun', epoch: term.epoch, askedMs });
  }

  /** The standing by now: a lease that could not be renewed for too long has lapsed, whether or not a timer has said so. */
  #now(): Standing {
    return this.#apply({ kind: 'ticked', atMs: this.#options.monotonicMs() });
  }

  #apply(event: LeaseEvent): Standing {
    const before = this.#standing;
    this.#standing = transition(before, event, this.#options);
    if (before.kind === 'standing by' && this.#standing.kind === 'leading') for (const successor of this.#successors) successor.begins();
    if (before.kind === 'leading' && this.#standing.kind === 'standing by') {
      this.#view = null;
      for (const successor of this.#successors) successor.ends();
    }
    return this.#standing;
  }

  #leadersView(): { readonly view: Database; readonly epoch: number } {
    const standing = this.#now();
    if (standing.kind === 'leading' && this.#view !== null) return { view: this.#view, epoch: standing.epoch };
    throw this.#trouble ?? new LeaseLost(STANDS_BY);
  }

  #collection<T>(name: string): Collection<T> {
    const documents = this.#options.database.collection<T>(name);
    return {
      ...documents,
      insert: (id, value) => this.#asLeader((view) => view.collection<T>(name).insert(id, value)),
      replace: (stored, value) => this.#asLeader((view) => view.collection<T>(name).replace(stored, value)),
    };
  }

  async #asLeader<T>(write: (view: Database) => Promise<T>): Promise<T> {
    const { view, epoch } = this.#leadersView();
    try {
      return await write(view);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.#apply({ kind: 'lost', epoch });
      throw new LeaseLost(STANDS_BY, { cause: error });
    }
  }
}
