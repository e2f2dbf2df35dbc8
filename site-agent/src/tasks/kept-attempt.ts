import type { RoundOfStudy } from '@commonward/envelope';
import { encodeSiteState, restoreSiteState, type SiteState, type UnmaskRecord } from '@commonward/secure-aggregation';
import type { Ledger } from '../ledger/ledger.js';
import type { SentVector } from '../egress/outgoing.js';

const DIGEST_BYTES = 32;

/** An attempt as this site keeps it: its state, and the masked vector that it has sent, which the last state does not name. */
export interface KeptAttempt {
  readonly state: SiteState;
  /** SHA-256 of the masked vector; zeros before there is one. */
  readonly maskedSha256: Uint8Array;
}

/** @returns null if this site has taken part in no attempt of the round, or has lost what it kept */
export function keptAttempt(ledger: Ledger, round: RoundOfStudy): KeptAttempt | null {
  const bytes = ledger.masking.of(round);
  if (bytes === null) return null;
  return { state: restoreSiteState(bytes.slice(DIGEST_BYTES), unmaskRecordOf(ledger, round)), maskedSha256: bytes.slice(0, DIGEST_BYTES) };
}

/** Durable on return; the state of an older attempt is gone then. @returns the attempt as it is read back, apart from the state that was given */
export function keepAttempt(ledger: Ledger, round: RoundOfStudy, { state, maskedSha256 }: KeptAttempt): KeptAttempt {
  const encoded = encodeSiteState(state);
  ledger.masking.keep(round, new Uint8Array(Buffer.concat([maskedSha256, encoded])));
  return { state: restoreSiteState(encoded, unmaskRecordOf(ledger, round)), maskedSha256 };
}

export const NOTHING_MASKED = new Uint8Array(DIGEST_BYTES);

/** What the ledger holds of the round's vector. */
export function unmaskRecordOf(ledger: Ledger, round: RoundOfStudy): UnmaskRecord | null {
  const survivors = ledger.survivorsOf(round);
  const sealed = survivors === null ? null : ledger.sealed(round.study, round.round);
  return survivors === null || sealed === null ? null : { commitment: bytesOf(sealed.payloadSha256), survivorsSha256: bytesOf(survivors) };
}

/** @returns null if this site has sent no vector of the round, or no longer knows which */
export function sentVector(ledger: Ledger, round: RoundOfStudy): SentVector | null {
  const kept = keptAttempt(ledger, round);
  return kept === null ? null : { attempt: kept.state.stage.agreement.attempt, maskedSha256: hexOf(kept.maskedSha256) };
}

export const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
