import { vectorIn } from '@commonward/secure-aggregation';
import type { SealedRelease } from './witnessed-release.js';

/** The key to vectors that may be masked: only this folder uses it. */
export let mintMaskable: (sealed: SealedRelease) => MaskableVector;

const makersKey = Object.freeze({});

/**
 * Proof that a vector may be masked and leave in a sum: its seal is durable here and the coordinator has countersigned a head
 * that contains it. Only the ledger makes one; the vector itself has no way out but under masks.
 */
export class MaskableVector {
  static {
    mintMaskable = (sealed) => new MaskableVector(makersKey, sealed);
  }

  readonly #minted = true;
  readonly sealed: SealedRelease;

  private constructor(key: object, sealed: SealedRelease) {
    if (key !== makersKey) throw new TypeError('Only the ledger lets a vector be masked');
    this.sealed = sealed;
    Object.freeze(this);
  }

  /** Whether the ledger made `x`; asked at run time, because a type can be cast away. */
  static is(x: unknown): x is MaskableVector {
    return typeof x === 'object' && x !== null && #minted in x;
  }

  /** A copy of the noised integers, modulo 2^32. */
  words(): Uint32Array {
    return vectorIn(this.sealed.payload);
  }
}
