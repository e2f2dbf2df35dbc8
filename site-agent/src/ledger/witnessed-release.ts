import type { Budget, LedgerHead, RecordedDebit, RecordedSeal, RoundOfStudy } from '@commonward/envelope';

/** A release as it will be sent, however often: every member is the same at each reading. */
export interface SealedRelease extends RoundOfStudy {
  readonly planSha256: string;
  readonly offerSha256: string;
  readonly rhoUnits: number;
  /** int32, little-endian */
  readonly payload: Uint8Array;
  readonly payloadSha256: string;
  /** The ledger's head that contains the seal, and the budget as it stood then. */
  readonly ledger: LedgerHead;
  readonly budget: Budget;
}

export function sealedRelease({ study, round, planSha256, offerSha256, rhoUnits }: RecordedDebit['entry'], seal: RecordedSeal, payload: Uint8Array): SealedRelease {
  return { study, round, planSha256, offerSha256, rhoUnits, payload, ...seal };
}

/** The key to what may be sent: only this folder uses it. */
export let mintWitnessed: (sealed: SealedRelease) => WitnessedRelease;

const makersKey = Object.freeze({});

/**
 * Proof that a release may leave: its seal is durable here and the coordinator has countersigned a head that contains it.
 * Only the ledger makes one, and nothing is sent without one.
 */
export class WitnessedRelease {
  static {
    mintWitnessed = (sealed) => new WitnessedRelease(makersKey, sealed);
  }

  readonly #minted = true;
  readonly sealed: SealedRelease;

  private constructor(key: object, sealed: SealedRelease) {
    if (key !== makersKey) throw new TypeError('Only the ledger lets a release leave');
    this.sealed = sealed;
    Object.freeze(this);
  }

  /** Whether the ledger made `x`; asked at run time, because a type can be cast away. */
  static is(x: unknown): x is WitnessedRelease {
    return typeof x === 'object' && x !== null && #minted in x;
  }
}
