import { roundKey, type LedgerChain, type RoundOfStudy } from '@commonward/envelope';
import { decodeFrame, encodeSiteMessage, vectorIn, type Advert, type SiteState } from '@commonward/secure-aggregation';
import type { MaskedSubmission } from '../../../site-agent/src/egress/link.js';
import type { Findings } from './findings.js';
import type { WatchedSums } from './watched-sums.js';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A message of a masked round in the moment in which it leaves, and what would survive of its site's files if the power went now. */
export interface Departure {
  readonly machine: string;
  readonly site: string;
  readonly submission: MaskedSubmission;
  readonly chain: LedgerChain | null;
  /** What the seal commits to; null if it is not durable. */
  readonly payload: Uint8Array | null;
  /** How far the site is in an attempt. */
  readonly stage: SiteState['stage'] | null;
}

/**
 * Sees each message of masked rounds as it leaves its site. Of a vector nothing may be in it but under masks; and what a site says, it
 * must be able to say again, to the byte, after any crash.
 */
export class WatchedMessages {
  readonly #findings: Findings;
  readonly #sums: WatchedSums;
  /** By site, round and attempt: the digest of the one masked vector. */
  readonly #masked = new Map<string, string>();
  /** By key or digest of a seed: the site, round and attempt that it was drawn for. */
  readonly #drawn = new Map<string, string>();
  /** By site and round: the one set of survivors whose shares were given. */
  readonly #revealed = new Map<string, string>();

  constructor(findings: Findings, sums: WatchedSums) {
    this.#findings = findings;
    this.#sums = sums;
  }

  leaves(departure: Departure): void {
    const { machine, site, submission, payload, stage } = departure;
    const { study, attempt, message } = submission;
    if (payload !== null) this.#checkBare(departure, payload);
    if (!isKept(stage, submission)) this.#findings.add('under masks', `${machine} sent its ${message.kind} for study ${study} before it was durable that it would say the same again`);
    this.#checkBound(departure);
    switch (message.kind) {
      case 'advert':
        return this.#checkFresh(`${site} ${roundKey(submission)} ${attempt}`, message.advert);
      case 'input':
        return this.#checkMasked(departure, message.maskedSha256);
      case 'reveal':
        return this.#checkReveal(departure, message.context);
      case 'shares':
      case 'consent':
        return;
      default:
        return message satisfies never;
    }
  }

  /** At the end a ledger names the sum of which its site gave shares, or says that it lost records after the seal. */
  settles(site: string, { debits, lossSeq }: Pick<LedgerChain, 'debits' | 'lossSeq'>): void {
    for (const [key, survivors] of this.#revealed) {
      if (!key.startsWith(`${site} `)) continue;
      const state = debits.get(key.slice(site.length + 1))?.state;
      if (state?.kind !== 'sealed' || (state.survivorsSha256 !== survivors && state.seal.ledger.seq >= lossSeq)) this.#findings.add('one sum', `${site} gave shares of a sum that its ledger does not name at the end: ${key}`);
    }
  }

  #checkBare({ machine, submission: { study, message, input } }: Departure, payload: Uint8Array): void {
    const sent = Buffer.concat([encodeSiteMessage(message), ...(input === null ? [] : [...input.vector.frames(), input.contribution.statement, input.contribution.payload])]);
    const vector = vectorIn(payload);
    const secrets = [payload.subarray(0, -vector.byteLength).subarray(-32), new Uint8Array(vector.buffer)].map((bytes) => Buffer.from(bytes));
    if (secrets.some((secret) => sent.includes(secret))) this.#findings.add('under masks', `${machine} sent the vector of study ${study}, or its blind`);
  }

  /** Once a vector is bound to a sum, no step towards another one leaves; nor any, once a lost record may have bound it. */
  #checkBound({ machine, submission, chain }: Departure): void {
    const { study, message } = submission;
    const survivors = boundTo(chain, submission);
    if (message.kind !== 'reveal' && survivors !== null && !this.#sums.isOf(survivors, message)) this.#findings.add('one sum', `${machine} sent its ${message.kind} for study ${study} though its vector is bound to another sum`);
    const state = chain?.debits.get(roundKey(submission))?.state;
    if (survivors === null && state?.kind === 'sealed' && chain !== null && state.seal.ledger.seq < chain.lossSeq) this.#findings.add('one sum', `${machine} sent its ${message.kind} for study ${study} though a lost record may have bound its vector`);
  }

  #checkFresh(attempt: string, { boxKey, maskKey, selfSeedSha256 }: Advert): void {
    for (const key of [boxKey, maskKey, selfSeedSha256].map(hexOf)) {
      const first = this.#drawn.get(key) ?? attempt;
      this.#drawn.set(key, first);
      if (first !== attempt) this.#findings.add('under masks', `a key of ${first} was used again in ${attempt}`);
    }
  }

  #checkMasked({ site, submission, payload }: Departure, maskedSha256: Uint8Array): void {
    const { study, attempt, input } = submission;
    const key = `${site} ${roundKey(submission)} ${attempt}`;
    const first = this.#masked.get(key) ?? hexOf(maskedSha256);
    this.#masked.set(key, first);
    if (first !== hexOf(maskedSha256)) this.#findings.add('under masks', `two masked vectors of ${site} left in attempt ${attempt} of study ${study}`);
    const words = input === null ? [] : [...input.vector.frames()].flatMap((frame) => [...decodeFrame(frame).words]);
    if (payload !== null) this.#sums.sent({ site, study, maskedSha256: hexOf(maskedSha256), vector: vectorIn(payload), words: Uint32Array.from(words) });
  }

  #checkReveal({ machine, site, submission, chain }: Departure, context: Uint8Array): void {
    const { study } = submission;
    const survivors = boundTo(chain, submission);
    if (survivors === null) return this.#findings.add('one sum', `${machine} gave shares for study ${study} before it was durable in whose sum its vector is`);
    if (!this.#sums.agreed(context).has(survivors)) this.#findings.add('one sum', `${machine} gave shares for study ${study} for other survivors than its ledger names`);
    const key = `${site} ${roundKey(submission)}`;
    const first = this.#revealed.get(key) ?? survivors;
    this.#revealed.set(key, first);
    if (first !== survivors) this.#findings.add('one sum', `${site} gave shares of two sums of one vector for study ${study}`);
  }
}

function boundTo(chain: LedgerChain | null, round: RoundOfStudy): string | null {
  const state = chain?.debits.get(roundKey(round))?.state;
  return state?.kind === 'sealed' ? state.survivorsSha256 : null;
}

/** Whether a site that starts again from this stage says the same, or says nothing of this attempt any more. */
function isKept(stage: SiteState['stage'] | null, { attempt, message }: MaskedSubmission): boolean {
  if (stage?.agreement.attempt !== attempt) return false;
  switch (message.kind) {
    case 'advert':
      return stage.kind === 'finished' || hexOf(stage.advert.maskKey) === hexOf(message.advert.maskKey);
    case 'shares':
      return 'context' in stage && hexOf(stage.context) === hexOf(message.context);
    case 'input':
      return 'maskedSha256' in stage && hexOf(stage.maskedSha256) === hexOf(message.maskedSha256);
    case 'consent':
      return stage.kind === 'consented' && hexOf(stage.context) === hexOf(message.context);
    case 'reveal':
      return stage.kind === 'finished' && hexOf(stage.context) === hexOf(message.context);
    default:
      return message satisfies never;
  }
}
