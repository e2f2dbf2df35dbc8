import type { Trust } from './trust.js';

/**
 * What has become of a round that was paid for. `seq` is the number of its seal; `survivorsSha256` says in which sum its vector is, and
 * in no other.
 */
export type RoundState =
  | { readonly kind: 'open' }
  | { readonly kind: 'forfeited' }
  | { readonly kind: 'sealed'; readonly seq: number; readonly payloadSha256: string; readonly survivorsSha256: string | null; readonly receiptSha256: string | null };

/** One round of one study, as the ledger tells it. */
export interface Round {
  readonly study: string;
  readonly round: number;
  readonly rhoUnits: number;
  /** Whose noise that cost counts on. */
  readonly trust: Trust;
  /** Whether its vector may leave in a masked sum only. */
  readonly isMasked: boolean;
  /** Number of the debit. */
  readonly debitedAt: number;
  readonly state: RoundState;
}

export const roundKey = ({ study, round }: Pick<Round, 'study' | 'round'>): string => JSON.stringify([study, round]);
