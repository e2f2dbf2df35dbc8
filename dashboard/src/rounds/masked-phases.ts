import type { MaskedPhase } from '../api/model.js';

interface PhaseWords {
  readonly phase: MaskedPhase;
  /** Fits above a column. */
  readonly title: string;
  /** What happens in it. */
  readonly line: string;
  /** What a site does in it, after "while sites ...". */
  readonly doing: string;
}

/** What a masked round goes through, in order, for readers who do not know the protocol. */
export const maskedPhases: readonly PhaseWords[] = [
  { phase: 'advertising', title: 'Keys', line: 'Each site has sealed its noised vector in its ledger, and sends fresh public keys for the masks.', doing: 'sent their keys' },
  { phase: 'sharing', title: 'Shares', line: 'Each site gives the others encrypted shares of its mask, so that the sum can be opened should the site be lost.', doing: 'shared their masks' },
  { phase: 'masking', title: 'Masked vector', line: 'Each site sends its vector under masks that cancel in the sum only.', doing: 'sent their masked vectors' },
  { phase: 'agreeing', title: 'Consent', line: 'Each site signs which vectors are in the sum, so that no two sites are told different things.', doing: 'agreed on who is in the sum' },
  { phase: 'revealing', title: 'Opening', line: 'Each site binds its vector to this one sum, and gives the shares that take the remaining masks off the sum.', doing: 'unmasked the sum' },
];

export const phaseWords = (phase: MaskedPhase): PhaseWords => maskedPhases[placeOf(phase)];

/** Where a phase stands among the others; past the last once the sum has ended. */
export function placeOf(phase: MaskedPhase | 'ended'): number {
  return phase === 'ended' ? maskedPhases.length : maskedPhases.findIndex((words) => words.phase === phase);
}
