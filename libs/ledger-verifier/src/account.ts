import type { Head } from './fields.js';
import type { LedgerRecord, RecordOf } from './record.js';
import { roundKey, type Round } from './round.js';
import { isMasked, trustIn } from './trust.js';

/** What is wrong with a record, as the end of the sentence "It is ...". */
export type Objection = string;

/**
 * What a ledger's records amount to, kept by taking one after the other. The rules of docs/ledger-format.md, section 5; signatures,
 * numbers and hashes are not its matter.
 *
 * Guarantee: what is spent never falls, and after an objection nothing has changed.
 */
export class Account {
  #policy: RecordOf<'policy'> | null = null;
  #spentRhoUnits = 0;
  #witnessed: Head | null = null;
  /** The newest record that tells of lost ones; 0 if none does. */
  #lossAt = 0;
  readonly #refusedStudies = new Set<string>();
  readonly #rounds = new Map<string, Round>();
  /** The keys of the rounds that can still be sealed. */
  readonly #open = new Set<string>();

  get policy(): RecordOf<'policy'> | null {
    return this.#policy;
  }

  get spentRhoUnits(): number {
    return this.#spentRhoUnits;
  }

  /** The newest head that the ledger itself says to be countersigned. */
  get witnessed(): Head | null {
    return this.#witnessed;
  }

  /** Those that the site's operator has refused, and not approved again. */
  get refusedStudies(): readonly string[] {
    return [...this.#refusedStudies];
  }

  /** In the order of their debits. */
  get rounds(): readonly Round[] {
    return [...this.#rounds.values()];
  }

  round(of: Pick<Round, 'study' | 'round'>): Round | null {
    return this.#rounds.get(roundKey(of)) ?? null;
  }

  /** @returns why the record cannot stand here; null if it can, and is counted */
  take(record: LedgerRecord): Objection | null {
    switch (record.kind) {
      case 'genesis':
        return record.seq === 0 ? null : 'a second genesis';
      case 'policy':
        return this.#takePolicy(record);
      case 'debit':
        return this.#takeDebit(record);
      case 'seal':
        return this.#takeSeal(record);
      case 'unmask':
        return this.#takeUnmask(record);
      case 'witnessed':
        this.#witnessed = { seq: record.seq - 1, head: record.prev };
        return null;
      case 'receipt':
        return this.#takeReceipt(record);
      case 'forfeit':
        return this.#takeForfeit(record);
      case 'reconcile':
        return this.#takeReconcile(record);
      case 'veto':
        return this.#takeVeto(record);
      case 'approval':
        return this.#refusedStudies.delete(record.study) ? null : 'an approval of a study that was not refused';
      default:
        return record satisfies never;
    }
  }

  /** What one more record may take: what is left of the cap, and no more than the policy's maximum for one round. */
  #mostForOne(): number {
    if (this.#policy === null) return 0;
    const left = Math.max(0, this.#policy.capRhoUnits - this.#spentRhoUnits);
    return Math.min(left, this.#policy.maxRhoUnitsPerRound);
  }

  #takePolicy(policy: RecordOf<'policy'>): Objection | null {
    if (policy.maxRhoUnitsPerRound > policy.capRhoUnits) return 'a policy whose maximum for one round is above its cap';
    if (this.#policy !== null && (this.#policy.unit !== policy.unit || this.#policy.adjacency !== policy.adjacency)) return 'a policy with another unit of privacy or adjacency than before';
    this.#policy = policy;
    return null;
  }

  #takeDebit({ study, round, rhoUnits, event, seq }: RecordOf<'debit'>): Objection | null {
    const key = roundKey({ study, round });
    const trust = trustIn(event);
    if (this.#policy === null) return 'a debit before any policy';
    if (this.#rounds.has(key)) return 'a second debit for one round';
    if (this.#refusedStudies.has(study)) return 'a debit for a study that the operator has refused';
    if (trust === 'shared' && this.#policy.trust !== 'shared') return 'a debit that counts on the noise of other sites, which the policy does not allow';
    if (rhoUnits > this.#mostForOne()) return 'a debit of more than the policy allows';
    this.#rounds.set(key, { study, round, rhoUnits, trust, isMasked: isMasked(event), debitedAt: seq, state: { kind: 'open' } });
    this.#open.add(key);
    this.#spentRhoUnits += rhoUnits;
    return null;
  }

  #takeSeal({ seq, payloadSha256, ...record }: RecordOf<'seal'>): Objection | null {
    const round = this.round(record);
    if (round === null) return 'a seal without a debit';
    if (round.state.kind !== 'open') return `a seal for a round that is ${round.state.kind} already`;
    if (this.#refusedStudies.has(round.study)) return 'a seal for a study that the operator has refused';
    this.#rounds.set(roundKey(round), { ...round, state: { kind: 'sealed', seq, payloadSha256, survivorsSha256: null, receiptSha256: null } });
    this.#open.delete(roundKey(round));
    return null;
  }

  #takeUnmask({ survivorsSha256, ...record }: RecordOf<'unmask'>): Objection | null {
    const round = this.round(record);
    if (round?.state.kind !== 'sealed') return 'an unmask without a seal';
    if (!round.isMasked) return 'an unmask of a round that is not masked';
    if (this.#witnessed === null || this.#witnessed.seq < round.state.seq) return 'an unmask of a seal that was not witnessed';
    if (round.state.survivorsSha256 !== null) return 'a second unmask of one vector';
    if (round.state.seq < this.#lossAt) return 'an unmask of a vector that lost records may have unmasked';
    if (this.#refusedStudies.has(round.study)) return 'an unmask for a study that the operator has refused';
    this.#rounds.set(roundKey(round), { ...round, state: { ...round.state, survivorsSha256 } });
    return null;
  }

  #takeReceipt({ receiptSha256, ...record }: RecordOf<'receipt'>): Objection | null {
    const round = this.round(record);
    if (round?.state.kind !== 'sealed') return 'a receipt without a seal';
    if (round.state.receiptSha256 !== null) return 'a second receipt for one round';
    this.#rounds.set(roundKey(round), { ...round, state: { ...round.state, receiptSha256 } });
    return null;
  }

  #takeForfeit({ rhoUnits, seq }: RecordOf<'forfeit'>): Objection | null {
    if (rhoUnits !== this.#mostForOne()) return `a forfeit of ${rhoUnits} rho units where a lost record is worth ${this.#mostForOne()}`;
    this.#spentRhoUnits += rhoUnits;
    this.#lossAt = seq;
    this.#forfeitOpenRounds();
    return null;
  }

  #takeReconcile({ rhoUnits, witnessed, discarded, seq, prev }: RecordOf<'reconcile'>): Objection | null {
    if (witnessed !== null && witnessed.seq >= seq) return 'a reconcile with records that are not before it';
    if (witnessed?.seq === seq - 1 && witnessed.head !== prev) return 'a reconcile with another chain than its own';
    if (!Number.isSafeInteger(this.#spentRhoUnits + rhoUnits)) return 'a reconcile that takes more than can be counted';
    this.#spentRhoUnits += rhoUnits;
    this.#witnessed = witnessed;
    if (discarded !== null) this.#lossAt = seq;
    this.#forfeitOpenRounds();
    return null;
  }

  #takeVeto({ study }: RecordOf<'veto'>): Objection | null {
    if (this.#refusedStudies.has(study)) return 'a second veto of one study';
    this.#refusedStudies.add(study);
    return null;
  }

  #forfeitOpenRounds(): void {
    for (const key of this.#open) {
      const round = this.#rounds.get(key);
      if (round !== undefined) this.#rounds.set(key, { ...round, state: { kind: 'forfeited' } });
    }
    this.#open.clear();
  }
}
