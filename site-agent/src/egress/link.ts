import type { Envelope } from '@commonward/envelope';

/** What the coordinator answers to a hello; nothing of it is verified yet. */
export interface Witnessing {
  readonly statement: Envelope;
  /** Receipts of releases that were accepted, and of which this site's ledger did not say so. */
  readonly receipts: readonly Envelope[];
}

/** One connection to the coordinator. Every call may fail as connections do; then it is not known whether it arrived. */
export interface Link {
  /** @param entries records of the ledger that the coordinator does not hold yet */
  witness(hello: Envelope, entries: Uint8Array): Promise<Witnessing>;
  /** Offers as they come, until the connection ends or fails. */
  offers(): AsyncIterable<Envelope>;
  /** @returns the coordinator's receipt, still to be verified */
  submitRelease(release: Envelope): Promise<Envelope>;
  submitRefusal(refusal: Envelope): Promise<void>;
  /** This site's ledger as the coordinator holds it, in pieces of whole records, still to be verified. */
  witnessedEntries(): AsyncIterable<Uint8Array>;
  close(): void;
}
