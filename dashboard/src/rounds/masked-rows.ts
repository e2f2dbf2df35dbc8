import type { MaskedPhase, MaskedSum, Round, RoundSite } from '../api/model.js';
import { maskedPhases, placeOf } from './masked-phases.js';

/** What a site has to do with one phase of an attempt. */
export type Part = 'answered' | 'awaited' | 'missed' | 'out' | 'next';

export interface MaskedRow {
  readonly site: string;
  readonly parts: readonly { readonly phase: MaskedPhase; readonly part: Part }[];
  /** In which phase the site was left behind, so that its vector is not in the sum; null if it was not. */
  readonly droppedIn: MaskedPhase | null;
  /** Why, if the site has said so. */
  readonly answer: RoundSite['state'];
  readonly reason: string | null;
}

/** Whoever has not come through these is not in the sum; whoever has is, whether or not it answers later. */
const INTO_THE_SUM = placeOf('masking');

/** The sites of a masked round in its open attempt, or in its last. */
export function maskedRows(round: Round, masked: MaskedSum): readonly MaskedRow[] {
  const answers = new Map(round.sites.map((answer) => [answer.site, answer]));
  const open = placeOf(masked.phase);
  return masked.sites.map(({ site, answered }) => {
    const { state = 'waiting', reason = null } = answers.get(site) ?? {};
    const isAsked = round.phase === 'collecting' && state === 'waiting';
    const first = maskedPhases.findIndex(({ phase }) => !answered.includes(phase));
    const isBehind = first >= 0 && (first < open || !isAsked);
    const dropped = isBehind && first <= INTO_THE_SUM ? first : maskedPhases.length;
    const parts = maskedPhases.map(({ phase }, place) => ({ phase, part: partOf({ hasAnswered: answered.includes(phase), place, open, dropped, isAsked }) }));
    return { site, parts, droppedIn: maskedPhases[dropped]?.phase ?? null, answer: state, reason };
  });
}

interface Place {
  readonly hasAnswered: boolean;
  readonly place: number;
  readonly open: number;
  /** Past the last phase if the site was not left behind. */
  readonly dropped: number;
  readonly isAsked: boolean;
}

function partOf({ hasAnswered, place, open, dropped, isAsked }: Place): Part {
  if (hasAnswered) return 'answered';
  if (place > dropped) return 'out';
  if (place === dropped || place < open) return 'missed';
  if (!isAsked) return 'out';
  return place === open ? 'awaited' : 'next';
}
