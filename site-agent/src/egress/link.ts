import type { Envelope, RoundOfStudy } from '@commonward/envelope';
import type { SiteMessage } from '@commonward/secure-aggregation';
import type { MaskedVector } from './masked-vector.js';

/** What the coordinator answers to a hello; nothing of it is verified yet. */
export interface Witnessing {
  readonly statement: Envelope;
  /** Receipts of releases that were accepted, and of which this site's ledger did not say so. */
  readonly receipts: readonly Envelope[];
}

/** What a masked round waits for from this site; nothing of it is verified yet. */
export interface MaskedCall extends RoundOfStudy {
  readonly attempt: number;
  /** What the coordinator says, encoded; empty to ask for the advert of this attempt. */
  readonly message: Uint8Array;
}

/** A site's message of a masked round: with an input, the vector that it names and what the site says of it. */
export type MaskedSubmission = Omit<MaskedCall, 'message'> & {
  readonly message: SiteMessage;
  readonly input: { readonly vector: MaskedVector; readonly contribution: Envelope } | null;
};

/** What the coordinator sends of itself. */
export type News =
  | { readonly kind: 'offer'; readonly offer: Envelope }
  | { readonly kind: 'masked'; readonly call: MaskedCall }
  | { readonly kind: 'receipt'; readonly receipt: Envelope };

/** One connection to the coordinator. Every call may fail as connections do; then it is not known whether it arrived. */
export interface Link {
  /** @param entries records of the ledger that the coordinator does not hold yet */
  witness(hello: Envelope, entries: Uint8Array): Promise<Witnessing>;
  /** Offers, and what follows from them, as they come, until the connection ends or fails. */
  news(): AsyncIterable<News>;
  /** @returns the coordinator's receipt, still to be verified */
  submitRelease(release: Envelope): Promise<Envelope>;
  submitMasked(submission: MaskedSubmission): Promise<void>;
  submitRefusal(refusal: Envelope): Promise<void>;
  /** This site's ledger as the coordinator holds it, in pieces of whole records, still to be verified. */
  witnessedEntries(): AsyncIterable<Uint8Array>;
  close(): void;
}
