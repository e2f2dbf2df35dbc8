import type { Study } from '../studies/study.js';
import type { RoundEvent } from './round.js';

/** What a study says of its round. */
export function eventsOfStudy({ state, attempt, answerWithinMs }: Study, at: string): readonly RoundEvent[] {
  switch (state) {
    case 'running':
      return [{ kind: 'resumed', at }, { kind: 'reopened', attempt, at, answerWithinMs }];
    case 'paused':
      return [{ kind: 'paused', at }];
    case 'stopped':
    case 'failed':
      return [{ kind: 'stopped', at }];
    case 'draft':
    case 'expired':
    case 'trained':
    case 'evaluated':
      return [];
    default:
      return state satisfies never;
  }
}
