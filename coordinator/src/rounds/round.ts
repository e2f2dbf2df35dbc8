import type { LedgerHead, RefusalReason } from '@commonward/envelope';

/** One round of a study: an offer to every site, and each site's one answer. */
export interface Round {
  readonly study: string;
  readonly round: number;
  readonly phase: 'collecting' | 'complete' | 'aborted';
  readonly planSha256: string;
  /** The signed offer, as stored and as sent. */
  readonly offer: StoredEnvelope;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** An envelope in the blob store, and the digest by which other statements speak of it. */
export interface StoredEnvelope {
  readonly blob: string;
  readonly envelopeSha256: string;
}

export type Answer =
  | { readonly state: 'waiting' }
  | {
      readonly state: 'released';
      readonly at: string;
      readonly bytes: number;
      readonly release: StoredEnvelope;
      readonly receipt: StoredEnvelope;
      readonly ledger: LedgerHead;
    }
  | { readonly state: 'refused'; readonly at: string; readonly reason: RefusalReason; readonly refusal: StoredEnvelope };

export type RoundEvent =
  | { readonly kind: 'answered'; readonly site: string; readonly answer: Exclude<Answer, { state: 'waiting' }> }
  | { readonly kind: 'aborted'; readonly at: string };

/**
 * The next state of a round. A site's first answer is final; an answer to a closed round, or from a site that was
 * not asked, changes nothing. The round closes with the last answer: complete if any site released, else aborted.
 */
export function transition(round: Round, event: RoundEvent): Round {
  if (round.phase !== 'collecting') return round;
  switch (event.kind) {
    case 'aborted':
      return { ...round, phase: 'aborted', closedAt: event.at };
    case 'answered': {
      if (round.answers[event.site]?.state !== 'waiting') return round;
      return closeIfAnswered({ ...round, answers: { ...round.answers, [event.site]: event.answer } }, event.answer.at);
    }
    default:
      return event satisfies never;
  }
}

function closeIfAnswered(round: Round, at: string): Round {
  const answers = Object.values(round.answers);
  if (answers.some(({ state }) => state === 'waiting')) return round;
  const phase = answers.some(({ state }) => state === 'released') ? 'complete' : 'aborted';
  return { ...round, phase, closedAt: at };
}

/** The releases of a round in the plan's order of sites, which is also the order in which a replay adds them. */
export function releasesOf(round: Round): readonly { site: string; release: StoredEnvelope; receipt: StoredEnvelope }[] {
  return Object.entries(round.answers).flatMap(([site, answer]) =>
    answer.state === 'released' ? [{ site, release: answer.release, receipt: answer.receipt }] : [],
  );
}

export const roundId = (study: string, round: number): string => `${study}/${round}`;
