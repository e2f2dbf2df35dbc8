import type { RecordedDebit, RoundOfStudy } from '@commonward/envelope';

/** The key to debits: only this folder uses it. */
export let mintDebit: (recorded: RecordedDebit) => Debit;

/** TypeScript's private constructors can still be called at run time; without this object they make nothing. */
const makersKey = Object.freeze({});

/**
 * Proof that a round is paid for: the debit is durable in the ledger. Only the ledger makes one, and records cannot be read
 * without one.
 */
export class Debit implements RoundOfStudy {
  static {
    mintDebit = (recorded) => new Debit(makersKey, recorded);
  }

  readonly #minted = true;
  readonly kind = 'debit';
  readonly study: string;
  readonly round: number;
  readonly planSha256: string;
  readonly rhoUnits: number;
  /** The ledger's head with this debit. */
  readonly head: string;

  private constructor(key: object, { entry, head }: RecordedDebit) {
    if (key !== makersKey) throw new TypeError('Only the ledger makes a debit');
    this.study = entry.study;
    this.round = entry.round;
    this.planSha256 = entry.planSha256;
    this.rhoUnits = entry.rhoUnits;
    this.head = head;
    Object.freeze(this);
  }

  /** Whether the ledger made `x`; asked at run time, because a type can be cast away. */
  static is(x: unknown): x is Debit {
    return typeof x === 'object' && x !== null && #minted in x;
  }
}
