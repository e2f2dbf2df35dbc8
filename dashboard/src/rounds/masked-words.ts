import type { GivenUpAttempt, MaskedSum, Round } from '../api/model.js';
import { countOf } from '../figures/numbers.js';
import type { MaskedRow, Part } from './masked-rows.js';
import { phaseWords } from './masked-phases.js';
import { reasonText } from './words.js';

/** A part in one or two words. */
export const partWords: Record<Part, string> = { answered: 'done', awaited: 'awaited', missed: 'no answer', out: 'not in it', next: 'to come' };

/** Attempts are counted from one for people, and from zero in the protocol. */
const nth = (attempt: number): number => attempt + 1;

export const attemptText = ({ attempt }: Pick<MaskedSum, 'attempt'>): string => `Attempt ${nth(attempt)}`;

/** How far a masked round is, and what it waits for. */
export function maskedProgressText({ sites }: Pick<Round, 'sites'>, { phase, inSum, threshold }: Pick<MaskedSum, 'phase' | 'inSum' | 'threshold'>): string {
  const needed = threshold === sites.length ? 'all are needed' : `at least ${threshold} are needed`;
  const come = phase === 'ended' ? `The sum of ${inSum} of ${sites.length} sites is known` : `${inSum} of ${sites.length} masked vectors have come`;
  return `Masked: the coordinator sees the sum only. ${come}; ${needed}.`;
}

/** What happens now. */
export function phaseLine({ phase: roundPhase }: Pick<Round, 'phase'>, { phase, overdue }: Pick<MaskedSum, 'phase' | 'overdue'>): string {
  if (phase === 'ended') return 'The sum is known. The coordinator has seen no vector by itself, and none can be put in another sum.';
  const words = phaseWords(phase);
  if (roundPhase === 'aborted') return `The round ended while sites ${words.doing}. Nothing of it is used.`;
  return overdue ? `${words.line} Overdue: it goes on as soon as enough sites have answered.` : words.line;
}

/** Why a site is not in the sum; null if it was not left behind. */
export function droppedText({ site, droppedIn, answer, reason }: MaskedRow): string | null {
  if (droppedIn === null) return null;
  const when = `${site} dropped out while sites ${phaseWords(droppedIn).doing}`;
  switch (answer) {
    case 'refused':
    case 'withdrawn':
      return `${when}: ${reasonText(reason)}. Its vector is not in the sum.`;
    case 'left':
      return `${when}: it has left the consortium. Its vector is not in the sum.`;
    case 'waiting':
    case 'released':
      return `${when}: it did not answer in time. Its vector is not in the sum.`;
    default:
      return answer satisfies never;
  }
}

const listed = new Intl.ListFormat('en');

/** Why an attempt was repeated, and what that costs. */
export function givenUpText({ attempt, phase, reason, without }: GivenUpAttempt, { threshold }: Pick<MaskedSum, 'threshold'>): string {
  const when = `Attempt ${nth(attempt)} was given up while sites ${phaseWords(phase).doing}`;
  switch (reason) {
    case 'too-few':
      return `${when}: without ${listed.format(without)} fewer than ${countOf(threshold, 'site')} were left. The same sealed vectors got fresh masks; nobody pays twice.`;
    case 'survivor-gone':
      return `${when}: ${listed.format(without)} took part no more before anything was unmasked. The others' sealed vectors got fresh masks; nobody pays twice.`;
    default:
      return reason satisfies never;
  }
}
