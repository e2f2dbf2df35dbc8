import type { Aggregation } from '@commonward/synthesis/plan';
import type { Answer, Released, StoredEnvelope, Waiting } from './answer.js';

/** One round of a study: an offer to every site, each site's one answer, and how long the round waits for them. */
export interface Round {
  readonly study: string;
  readonly round: number;
  /** How often it was opened: a round that ran out of time is opened again with the same offer and the answers it has. */
  readonly attempt: number;
  readonly phase: 'collecting' | 'complete' | 'aborted';
  /** Why it was aborted. */
  readonly reason: AbortReason | null;
  /** How many releases it needs, from 1 to the number of its sites. */
  readonly quorum: number;
  /** From here on it waits for the quorum only, not for every site. */
  readonly deadlineAt: string;
  /** From here on it waits no more. */
  readonly expiresAt: string;
  /** Whether the deadline has been seen to pass with too few releases. */
  readonly overdue: boolean;
  /** Since when its time stands still and its offer is withheld. */
  readonly pausedAt: string | null;
  /** Of a masked round the sites' answers come all at once, when the sum is known. */
  readonly aggregation: Aggregation;
  readonly planSha256: string;
  /** The signed offer, as stored and as sent. */
  readonly offer: StoredEnvelope;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** `timeout`: too few releases in time. `quorum`: so many sites said no or left that it cannot be reached. `stopped`: its study was. */
export type AbortReason = 'timeout' | 'quorum' | 'stopped';

export type RoundEvent =
  | { readonly kind: 'released'; readonly site: string; readonly answer: Released }
  | { readonly kind: 'refused'; readonly site: string; readonly answer: Extract<Answer, { state: 'refused' }> }
  /** The sum of a masked round is known; in it are the vectors of these sites. */
  | { readonly kind: 'summed'; readonly answers: Readonly<Record<string, Released>>; readonly at: string }
  | { readonly kind: 'left'; readonly site: string; readonly at: string }
  /** What time it is. Any number of these, however late, come to the same as the latest. */
  | { readonly kind: 'deadline'; readonly at: string }
  | { readonly kind: 'paused'; readonly at: string }
  | { readonly kind: 'resumed'; readonly at: string }
  | { readonly kind: 'reopened'; readonly attempt: number; readonly at: string; readonly answerWithinMs: number }
  | { readonly kind: 'stopped'; readonly at: string };

/** A round is given up after this many times the time within which sites are asked to answer. */
const EXPIRES_AFTER = 3;

/** How long a round that is opened now waits. */
export function waitFrom(at: string, answerWithinMs: number): Pick<Round, 'deadlineAt' | 'expiresAt'> {
  return { deadlineAt: later(at, answerWithinMs), expiresAt: later(at, EXPIRES_AFTER * answerWithinMs) };
}

/**
 * The next state of a round, or the round itself where the event has no meaning in its state.
 *
 * A site answers once; the one thing that it can still do is take its release back, with its operator's refusal, while the
 * round is open. A round is complete once every site has answered, or the deadline has passed, and at least `quorum` sites have
 * released. It is aborted as soon as that can no longer be reached. A closed round never changes, except that one that ran
 * out of time can be opened again: with the same offer, and with every answer that it has.
 */
export function transition(round: Round, event: RoundEvent): Round {
  if (event.kind === 'reopened') return reopened(round, event);
  if (round.phase !== 'collecting') return round;
  switch (event.kind) {
    case 'released':
      return round.answers[event.site]?.state === 'waiting' ? settled(answered(round, event.site, event.answer), event.answer.at) : round;
    case 'refused':
      return withRefusal(round, event);
    case 'summed':
      return closed({ ...round, answers: { ...round.answers, ...event.answers } }, { phase: 'complete', reason: null, at: event.at });
    case 'left':
      return round.answers[event.site]?.state === 'waiting' ? settled(answered(round, event.site, { state: 'left', at: event.at }), event.at) : round;
    case 'deadline':
      return withTime(round, event.at);
    case 'paused':
      return round.pausedAt === null ? { ...round, pausedAt: event.at } : round;
    case 'resumed':
      return round.pausedAt === null ? round : resumed(round, Date.parse(event.at) - Date.parse(round.pausedAt));
    case 'stopped':
      return closed(round, { phase: 'aborted', reason: 'stopped', at: event.at });
    default:
      return event satisfies never;
  }
}

/** When time alone changes a round next; null if it does not. */
export function nextDueAt({ phase, pausedAt, overdue, deadlineAt, expiresAt }: Round): string | null {
  if (phase !== 'collecting' || pausedAt !== null) return null;
  return overdue ? expiresAt : deadlineAt;
}

/** How many sites have released, and how many still can. */
export function tally({ answers }: Pick<Round, 'answers'>): { readonly released: number; readonly waiting: number } {
  const states = Object.values(answers).map(({ state }) => state);
  return { released: states.filter((state) => state === 'released').length, waiting: states.filter((state) => state === 'waiting').length };
}

/** The releases of a round in the plan's order of sites, which is also the order in which a replay adds them. */
export function releasesOf(round: Round): readonly { site: string; release: StoredEnvelope; receipt: StoredEnvelope }[] {
  return Object.entries(round.answers).flatMap(([site, answer]) =>
    answer.state === 'released' ? [{ site, release: answer.release, receipt: answer.receipt }] : [],
  );
}

export const roundId = (study: string, round: number): string => `${study}/${round}`;

function withRefusal(round: Round, { site, answer }: Extract<RoundEvent, { kind: 'refused' }>): Round {
  const known = round.answers[site];
  if (known?.state === 'waiting') return settled(answered(round, site, answer), answer.at);
  if (known?.state !== 'released' || answer.reason !== 'operator') return round;
  return settled(answered(round, site, { ...known, state: 'withdrawn', at: answer.at, refusal: answer.refusal }), answer.at);
}

function withTime(round: Round, at: string): Round {
  if (round.pausedAt !== null || isBefore(at, round.deadlineAt)) return round;
  const late = settled(round.overdue ? round : { ...round, overdue: true }, at);
  return late.phase === 'collecting' && !isBefore(at, late.expiresAt) ? closed(late, { phase: 'aborted', reason: 'timeout', at }) : late;
}

function resumed(round: Round, pausedMs: number): Round {
  const stoodStillMs = Math.max(0, pausedMs);
  return { ...round, pausedAt: null, deadlineAt: later(round.deadlineAt, stoodStillMs), expiresAt: later(round.expiresAt, stoodStillMs) };
}

function reopened(round: Round, { attempt, at, answerWithinMs }: Extract<RoundEvent, { kind: 'reopened' }>): Round {
  if (round.reason !== 'timeout' || attempt !== round.attempt + 1) return round;
  return { ...round, ...waitFrom(at, answerWithinMs), attempt, phase: 'collecting', reason: null, overdue: false, closedAt: null };
}

/** The round, closed if its answers decide it. */
function settled(round: Round, at: string): Round {
  const { released, waiting } = tally(round);
  if (released + waiting < round.quorum) return closed(round, { phase: 'aborted', reason: 'quorum', at });
  if (released < round.quorum || (waiting > 0 && !round.overdue)) return round;
  return closed(round, { phase: 'complete', reason: null, at });
}

const closed = (round: Round, { phase, reason, at }: Pick<Round, 'phase' | 'reason'> & { readonly at: string }): Round => ({ ...round, phase, reason, pausedAt: null, closedAt: at });
const answered = (round: Round, site: string, answer: Exclude<Answer, Waiting>): Round => ({ ...round, answers: { ...round.answers, [site]: answer } });

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
const isBefore = (at: string, other: string): boolean => Date.parse(at) < Date.parse(other);
