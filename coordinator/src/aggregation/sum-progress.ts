import type { CollectingPhase, CollectingState } from '@commonward/secure-aggregation';
import { stateOf, type GivenUpAttempt, type MaskedSum } from './masked-sum.js';

/** How far a masked sum has come, for people: public values only, none of them from a vector. */
export interface SumProgress {
  readonly attempt: number;
  readonly phase: CollectingPhase | 'ended';
  /** So many masked vectors the sum holds at least. */
  readonly threshold: number;
  /** How many masked vectors have come in this attempt. */
  readonly inSum: number;
  readonly deadlineAt: string;
  readonly overdue: boolean;
  /** In the order of the roster: the phases of this attempt in which each site has answered. */
  readonly sites: readonly { readonly site: string; readonly answered: readonly CollectingPhase[] }[];
  readonly givenUp: readonly GivenUpAttempt[];
}

export function progressOf(sum: MaskedSum): SumProgress {
  const state = stateOf(sum);
  const { roster, threshold } = state.agreement;
  const { attempt, phase, ended, inputs, deadlineAt, overdue, givenUp } = sum;
  const sites = roster.map(({ site }, place) => ({ site, answered: phasesOf(state, place) }));
  return { attempt, phase: ended ? 'ended' : phase, threshold, inSum: Object.keys(inputs).length, deadlineAt, overdue, sites, givenUp };
}

function phasesOf(state: CollectingState, place: number): readonly CollectingPhase[] {
  return collected(state).flatMap(([phase, items]) => (items.some(({ site }) => site === place) ? [phase] : []));
}

type Collected = readonly (readonly [CollectingPhase, readonly { readonly site: number }[]])[];

/** What came in each phase so far; a later phase keeps what the earlier ones have collected. */
function collected(state: CollectingState): Collected {
  switch (state.kind) {
    case 'advertising':
      return [['advertising', state.adverts]];
    case 'sharing':
      return [['advertising', state.adverts], ['sharing', state.shares]];
    case 'masking':
      return [...collected({ ...state, kind: 'sharing' }), ['masking', state.inputs]];
    case 'agreeing':
      return [...collected({ ...state, kind: 'masking' }), ['agreeing', state.consents]];
    case 'revealing':
      return [...collected({ ...state, kind: 'agreeing' }), ['revealing', state.reveals]];
    default:
      return state satisfies never;
  }
}
