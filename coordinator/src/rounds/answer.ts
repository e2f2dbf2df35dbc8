import type { LedgerHead, RefusalReason } from '@commonward/envelope';

/** An envelope in the blob store, and the digest by which other statements speak of it. */
export interface StoredEnvelope {
  readonly blob: string;
  readonly envelopeSha256: string;
}

/** What a site has released, and the receipt that it got. */
export interface Accepted {
  readonly at: string;
  readonly bytes: number;
  readonly release: StoredEnvelope;
  readonly receipt: StoredEnvelope;
  readonly ledger: LedgerHead;
}

/** Nothing has come from the site yet. */
export interface Waiting {
  readonly state: 'waiting';
}

export type Released = { readonly state: 'released' } & Accepted;

/**
 * Where a site stands in a round. `withdrawn`: its operator took the release back before the round was complete, so no
 * generator uses it; it stays paid for. `left`: the site left the consortium before it had answered.
 */
export type Answer =
  | Waiting
  | Released
  | ({ readonly state: 'withdrawn'; readonly refusal: StoredEnvelope } & Accepted)
  | { readonly state: 'refused'; readonly at: string; readonly reason: RefusalReason; readonly refusal: StoredEnvelope }
  | { readonly state: 'left'; readonly at: string };

/** The release that was accepted of a site, be it taken back since; null if none was. */
export function acceptedOf(answer: Answer | undefined): Accepted | null {
  return answer?.state === 'released' || answer?.state === 'withdrawn' ? answer : null;
}
