import type { Answer } from './answer.js';
import { transition, waitFrom, type Round, type RoundEvent } from './round.js';

export const MINUTE_MS = 60_000;
/** How long the round below waits for every site; it is given up after three times as long. */
export const ANSWER_WITHIN_MS = 10 * MINUTE_MS;

/** So many minutes after the round was opened. */
export const minute = (minutes: number): string => new Date(Date.UTC(2026, 0, 1) + minutes * MINUTE_MS).toISOString();

const stored = { blob: 'b'.repeat(64), envelopeSha256: 'e'.repeat(64) };

export const aRound = (sites: readonly string[], { quorum = sites.length }: { readonly quorum?: number } = {}): Round => ({
  study: 'heart',
  round: 1,
  attempt: 1,
  phase: 'collecting',
  reason: null,
  quorum,
  ...waitFrom(minute(0), ANSWER_WITHIN_MS),
  overdue: false,
  pausedAt: null,
  aggregation: 'plain',
  planSha256: 'p'.repeat(64),
  offer: stored,
  openedAt: minute(0),
  closedAt: null,
  answers: Object.fromEntries(sites.map((site) => [site, { state: 'waiting' } satisfies Answer])),
});

export const released = (site: string, bytes = 4, at = minute(1)): RoundEvent => ({
  kind: 'released',
  site,
  answer: { state: 'released', at, bytes, release: stored, receipt: stored, ledger: { seq: 3, head: 'h'.repeat(64) } },
});
export const refused = (site: string, reason: 'budget' | 'operator' = 'budget', at = minute(1)): RoundEvent => ({ kind: 'refused', site, answer: { state: 'refused', at, reason, refusal: stored } });
export const left = (site: string, at = minute(1)): RoundEvent => ({ kind: 'left', site, at });
export const itIs = (minutes: number): RoundEvent => ({ kind: 'deadline', at: minute(minutes) });
export const paused = (minutes: number): RoundEvent => ({ kind: 'paused', at: minute(minutes) });
export const resumed = (minutes: number): RoundEvent => ({ kind: 'resumed', at: minute(minutes) });
export const reopened = (minutes: number, attempt = 2): RoundEvent => ({ kind: 'reopened', attempt, at: minute(minutes), answerWithinMs: ANSWER_WITHIN_MS });
export const stopped: RoundEvent = { kind: 'stopped', at: minute(1) };

export const play = (round: Round, ...events: readonly RoundEvent[]): Round => events.reduce(transition, round);
