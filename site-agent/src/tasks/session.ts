import { envelopeSha256, IntegrityError, open, type Envelope, type LedgerHead, type QuarantineReason, type RoundOfStudy } from '@commonward/envelope';
import type { Link } from '../egress/link.js';
import { contributionEnvelope, releaseEnvelope, releaseSha256, type Sender } from '../egress/outgoing.js';
import type { Ledger, SealedRelease } from '../ledger/ledger.js';
import { refusal, type AnswerToOffer } from './answer-offer.js';
import { sentVector } from './kept-attempt.js';
import { judge, sayHello, type Correspondent, type Welcome } from './hello.js';
import { Quarantined } from './standing.js';
import { takeOrders } from './take-orders.js';

const NO_ENTRIES = new Uint8Array();

/**
 * The time for which one connection lasts and this site is in step with the coordinator. There is no session before the
 * coordinator has answered a fresh hello, and it ends with the first statement that does not fit.
 *
 * One call at a time: what the coordinator states is compared with what it had stated before.
 */
export class Session {
  readonly #desk: Correspondent;
  readonly #link: Link;
  /** The newest record that the coordinator holds of this site's ledger. */
  #held: LedgerHead | null;

  private constructor(desk: Correspondent, link: Link, held: LedgerHead | null) {
    this.#desk = desk;
    this.#link = link;
    this.#held = held;
  }

  /**
   * Says hello, hears where the coordinator stands, and sends what it lacks.
   * @throws Quarantined if this site must not go on, after the coordinator was told; IntegrityError for an answer that is none
   */
  static async begin(desk: Correspondent, link: Link): Promise<Session> {
    const welcome = await sayHello({ desk, link }, { entries: NO_ENTRIES, quarantine: null });
    const session = new Session(desk, link, welcome.own);
    await session.#accept(welcome);
    // A ledger that was put back as it was may hold less of this than the coordinator does: then it is recorded now.
    if (desk.ledger.hasNewsAfter(desk.ledger.witnessed)) await session.#bringUpToDate();
    else session.#acceptReceipts(welcome);
    return session;
  }

  /**
   * Carries an answer out: a release leaves only after the coordinator has countersigned a head that contains its seal; a vector of
   * a masked round may be masked from then on.
   * After an interruption anywhere, the same answer is carried out again, with the same bytes.
   * @returns the answer that was given: a refusal, if the operator has refused the study in the last moment
   */
  async deliver(answer: AnswerToOffer): Promise<AnswerToOffer> {
    if (answer.kind !== 'refusal') return this.#release(answer);
    await this.#link.submitRefusal(answer.envelope);
    return answer;
  }

  async #release(answer: Exclude<AnswerToOffer, { kind: 'refusal' }>): Promise<AnswerToOffer> {
    const { sealed } = answer;
    if (this.#desk.ledger.phase(sealed) === 'sealed') await this.#bringUpToDate();
    takeOrders(this.#desk);
    if (this.#desk.ledger.phase(sealed) === 'vetoed') return this.deliver(refusal(this.#desk, sealed, 'operator'));
    if (answer.kind === 'sealed') await this.#send(sealed);
    return answer;
  }

  async #send(round: SealedRelease): Promise<void> {
    const { ledger, sender } = this.#desk;
    const witnessed = ledger.releasable(round);
    if (witnessed === null) throw new IntegrityError('chain', 'A release was to leave that the coordinator has not witnessed.');
    acceptReceipt(this.#desk, await this.#link.submitRelease(releaseEnvelope(sender, witnessed)));
  }

  /** Sends the records that the coordinator lacks, until it holds them all, and records that it does. */
  async #bringUpToDate(): Promise<void> {
    const { ledger } = this.#desk;
    let welcome: Welcome;
    do {
      welcome = await sayHello({ desk: this.#desk, link: this.#link }, { entries: ledger.entriesAfter(this.#held), quarantine: null });
      const before = this.#held;
      await this.#accept(welcome);
      if (this.#held?.seq === before?.seq && this.#held?.head !== ledger.head.head) throw new IntegrityError('chain', 'The coordinator does not take in the records of this ledger.');
    } while (this.#held?.head !== ledger.head.head);
    ledger.witness(envelopeSha256(welcome.envelope));
    this.#acceptReceipts(welcome);
  }

  /** The replies to these releases were lost. A receipt for bytes that are lost too can no longer be verified. */
  #acceptReceipts({ receipts }: Welcome): void {
    for (const receipt of receipts) {
      const round = open(receipt, { kind: 'receipt', publicKey: this.#desk.coordinatorKey });
      if (!this.#desk.ledger.isLost(round)) acceptReceipt(this.#desk, receipt);
    }
  }

  async #accept(welcome: Welcome): Promise<void> {
    const { memory } = this.#desk.ledger;
    const reason = judge(this.#desk, welcome);
    if (reason !== null) {
      const { newest, holdsConflict } = memory;
      if (reason === 'equivocation' && !holdsConflict && newest !== null) memory.keepConflict([newest, welcome.envelope]);
      await this.#report(reason);
      throw new Quarantined(reason);
    }
    memory.remember(welcome.envelope);
    this.#held = welcome.own;
  }

  /** Whether or not the coordinator hears it, this site has stopped. */
  async #report(quarantine: QuarantineReason): Promise<void> {
    await sayHello({ desk: this.#desk, link: this.#link }, { entries: NO_ENTRIES, quarantine }).catch(() => undefined);
  }
}

/**
 * Records that the coordinator countersigned exactly the release that this ledger holds for the round, or exactly the masked vector
 * that this site has made of it.
 * @returns null, with nothing recorded, for a masked vector that this site does not remember: it may have been sent before the site was
 *   set back, or by a copy of it
 * @throws IntegrityError if it is for any other release
 */
export function acceptReceipt({ ledger, sender, coordinatorKey }: Correspondent, receipt: Envelope): RoundOfStudy | null {
  const statement = open(receipt, { kind: 'receipt', publicKey: coordinatorKey });
  const witnessed = statement.site === sender.site ? ledger.witnessedSeal(statement) : null;
  const isSent = witnessed !== null && statement.envelopeSha256 === sentSha256(sender, ledger, witnessed);
  if (!isSent && witnessed !== null && ledger.isSummed(witnessed)) return null;
  if (!isSent) throw new IntegrityError('chain', 'The coordinator sent a receipt for another release.');
  const { study, round } = statement;
  ledger.receipt({ study, round, receiptSha256: envelopeSha256(receipt) });
  return { study, round };
}

/** The digest that a receipt names; null if nothing is known to have left. */
function sentSha256(sender: Sender, ledger: Ledger, sealed: SealedRelease): string | null {
  if (!ledger.isSummed(sealed)) return releaseSha256(sender, sealed);
  const sent = sentVector(ledger, sealed);
  return sent === null ? null : envelopeSha256(contributionEnvelope(sender, sealed, sent));
}
