import { LEASES, type Intent, type Lease } from '../../../coordinator/src/storage/lease.js';
import type { Findings } from './findings.js';
import type { Effect, StoreUser } from './sim-store.js';

/**
 * Sees every change of the store in the moment in which it takes effect, and who made it. A change is right if the lease then names
 * its writer, or nobody, in the very term that this writer had taken. A store without transactions keeps the newest write in the lease itself:
 * then whoever carries that write out is right, as long as no later term has begun.
 */
export class OneLeader {
  readonly #findings: Findings;
  #lease: Lease | null = null;
  /** The term in which the write that the lease keeps was put there. */
  #intentOf = 0;
  /** The newest term that has begun: its leader reads from then on, and relies on it. */
  #begun = 0;
  /** The newest term that each process has taken. */
  readonly #takenBy = new WeakMap<StoreUser, number>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** @returns puts back what it knows now, for when the store is put back */
  backup(): () => void {
    const [lease, intentOf, begun] = [this.#lease, this.#intentOf, this.#begun];
    return () => {
      [this.#lease, this.#intentOf, this.#begun] = [lease, intentOf, begun];
    };
  }

  /** A process has begun to lead, in the term that it took last. */
  begins(leader: StoreUser): void {
    this.#begun = Math.max(this.#begun, this.#takenBy.get(leader) ?? 0);
  }

  changed(effect: Effect): void {
    if (effect.collection === LEASES) return this.#leaseIs(effect.value as Lease, effect.by);
    // Before anyone has led, the store is filled.
    if (this.#lease === null) return;
    if (isThat(this.#lease.intent, effect)) this.#carriedOut(this.#lease, effect);
    else this.#wrote(this.#lease, effect);
  }

  #leaseIs(lease: Lease, by: StoreUser): void {
    if (lease.epoch !== this.#lease?.epoch) this.#takenBy.set(by, lease.epoch);
    if (lease.intent?.number !== this.#lease?.intent?.number) this.#intentOf = lease.epoch;
    this.#lease = lease;
  }

  #carriedOut({ epoch }: Lease, { by, collection }: Effect): void {
    if (this.#intentOf === epoch || this.#begun < epoch) return;
    this.#findings.add('one leader', `a write to ${collection} of term ${this.#intentOf} took effect by ${by.replica} after term ${epoch} had begun`);
  }

  #wrote({ holder, epoch }: Lease, { by, collection }: Effect): void {
    const taken = this.#takenBy.get(by) ?? 0;
    // Who has given the lease back still has its term, until the next one is taken.
    if ((holder === by.replica || holder === null) && taken === epoch) return;
    this.#findings.add('one leader', `${by.replica} of term ${taken} wrote to ${collection} while ${holder ?? 'nobody'} led in term ${epoch}`);
  }
}

const isThat = (intent: Intent | null, { collection, id, version }: Effect): boolean => intent?.collection === collection && intent.id === id && intent.version === version;
