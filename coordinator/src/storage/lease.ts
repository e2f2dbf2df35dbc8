import { DocumentChanged, DocumentExists, LeaseLost, type Collection, type Database, type Stored, type Term } from './collection.js';

/** The collection that holds the leases, each under its name. */
export const LEASES = 'leases';

/** Who leads. It is one document, changed by compare-and-set only; its version grows with everything its holder does to it. */
export interface Lease {
  /** Name of the replica; null if it gave the lease back. */
  readonly holder: string | null;
  /** From 1; one more with each time that the lease is taken. */
  readonly epoch: number;
  /** How often it was renewed since. */
  readonly renewals: number;
  /** The newest write under the lease, where the store needs it to be kept here (`fencedByRedo`). */
  readonly intent: Intent | null;
}

/** A write under a lease, before it takes effect. */
export interface Intent {
  /** From 1, over all epochs. */
  readonly number: number;
  readonly collection: string;
  readonly id: string;
  /** At which the document is replaced; null to insert it. */
  readonly version: number | null;
  readonly value: unknown;
}

export const leasesOf = (database: Database): Collection<Lease> => database.collection<Lease>(LEASES);

/**
 * Takes the lease from whoever held it as `seen`.
 * @returns the new term; null if the lease has changed since it was seen
 */
export async function takeLease(database: Database, taker: { readonly name: string; readonly holder: string; readonly seen: Stored<Lease> | null }): Promise<Term | null> {
  const { name, holder, seen } = taker;
  const leases = leasesOf(database);
  const epoch = seen === null ? 1 : seen.value.epoch + 1;
  try {
    if (seen === null) await leases.insert(name, { holder, epoch, renewals: 0, intent: null });
    else await leases.replace(seen, { ...seen.value, holder, epoch, renewals: 0 });
    return { name, epoch };
  } catch (error) {
    if (error instanceof DocumentChanged || error instanceof DocumentExists) return null;
    throw error;
  }
}

/** The lease as it is stored. @throws LeaseLost unless it has the epoch of this term */
export async function leaseOf(database: Database, term: Term): Promise<Stored<Lease>> {
  const stored = await leasesOf(database).get(term.name);
  if (stored?.value.epoch !== term.epoch) throw lostLease(term);
  return stored;
}

export const lostLease = ({ name, epoch }: Term): LeaseLost => new LeaseLost(`The lease ${name} is no longer held for epoch ${epoch}.`);
