import { tally, type Round } from '../rounds/round.js';
import type { StudyEvent } from './study.js';

/** What becomes of a study whose round was aborted, in one sentence for its admin. */
export function endOf(round: Round): StudyEvent {
  const { released, waiting } = tally(round);
  const { quorum } = round;
  const sites = Object.keys(round.answers);
  switch (round.reason) {
    case 'timeout':
      return {
        kind: 'expired',
        attempt: round.attempt,
        reason: `Of the ${quorum} sites that the study needs, ${released} released in time. Start it again to wait once more: what was released is kept, and no site pays again.`,
      };
    case 'quorum':
      return { kind: 'failed', reason: everySiteRefused(round) ? 'Every site refused the round.' : `${sites.length - released - waiting} of ${sites.length} sites refused or left, so ${quorum} releases cannot be reached.` };
    case 'stopped':
    case null:
      return { kind: 'failed', reason: 'The round was closed.' };
    default:
      return round.reason satisfies never;
  }
}

const everySiteRefused = ({ answers }: Round): boolean => Object.values(answers).every(({ state }) => state === 'refused');
