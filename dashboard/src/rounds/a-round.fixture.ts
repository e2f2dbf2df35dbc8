import type { Round } from '../api/model.js';

/** An open round that nobody has answered; only what a specification is about needs to be said. */
export function aRound(changed: Partial<Round>): Round {
  return {
    round: 1,
    attempt: 1,
    phase: 'collecting',
    reason: null,
    quorum: 1,
    deadlineAt: '2026-01-02T00:00:00Z',
    expiresAt: '2026-01-04T00:00:00Z',
    overdue: false,
    pausedAt: null,
    openedAt: '2026-01-01T00:00:00Z',
    closedAt: null,
    masked: null,
    sites: [],
    ...changed,
  };
}
