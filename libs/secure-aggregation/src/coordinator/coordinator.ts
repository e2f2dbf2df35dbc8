import type { Identity } from '@commonward/envelope';
import { checkAgreement, type Agreement } from '../agreement.js';
import { AggregationError } from '../aggregation-error.js';
import { rollClaim } from '../claims.js';
import { contextOf } from '../context.js';
import type { SiteMessage } from '../messages.js';
import type { Primitives } from '../primitives/primitives.js';
import { collect } from './collect.js';
import { answered, type CollectingState, type CoordinatorState } from './coordinator-state.js';
import { openingMessages, type Outgoing } from './outgoing.js';
import { recoverSecrets, remainingMasks } from './recover.js';

export interface CoordinatorTools {
  readonly primitives: Primitives;
  readonly identity: Identity;
}

/** What reaches the coordinator: */
export type CoordinatorEvent =
  /** From the site at this place of the roster, as its channel has proven. An `input` comes after all frames of its vector have been checked. */
  | { readonly kind: 'received'; readonly from: number; readonly message: SiteMessage }
  /** Everyone has answered, or the time is over. */
  | { readonly kind: 'closed' };

export interface CoordinatorStep {
  readonly state: CoordinatorState;
  /** To be sent once the state is durable; `messageFor` gives them again. */
  readonly send: readonly Outgoing[];
}

/** @throws AggregationError `agreement` */
export function openAttempt(agreement: Agreement): CoordinatorState {
  checkAgreement(agreement);
  return { kind: 'advertising', agreement, adverts: [] };
}

/**
 * The coordinator's next step in an attempt: pure, so that a replica that holds the state goes on with the same bytes.
 *
 * A phase that is closed with fewer sites than the threshold ends the attempt as `failed`.
 * @throws AggregationError if the event is refused; the state stands as it was
 */
export function coordinatorStep(tools: CoordinatorTools, state: CoordinatorState, event: CoordinatorEvent): CoordinatorStep {
  if (state.kind === 'recovered' || state.kind === 'failed') throw new AggregationError('phase', 'The attempt is over.');
  switch (event.kind) {
    case 'received':
      return { state: collect(tools.primitives, state, event), send: [] };
    case 'closed': {
      const next = close(tools, state);
      return { state: next, send: openingMessages(next) };
    }
    default:
      return event satisfies never;
  }
}

function close(tools: CoordinatorTools, state: CollectingState): CoordinatorState {
  const here = answered(state);
  if (here.length < state.agreement.threshold) return { kind: 'failed', agreement: state.agreement, phase: state.kind, answered: here };
  switch (state.kind) {
    case 'advertising':
      return { ...state, kind: 'sharing', ...signedRoll(tools, state), shares: [] };
    case 'sharing':
      return { ...state, kind: 'masking', inputs: [] };
    case 'masking':
      return { ...state, kind: 'agreeing', consents: [] };
    case 'agreeing':
      return { ...state, kind: 'revealing', reveals: [] };
    case 'revealing':
      return { kind: 'recovered', agreement: state.agreement, survivors: state.inputs.map(({ site }) => site), masks: remainingMasks(tools.primitives, state, recoverSecrets(tools.primitives, state)) };
    default:
      return state satisfies never;
  }
}

function signedRoll({ primitives, identity }: CoordinatorTools, { agreement, adverts }: Extract<CollectingState, { kind: 'advertising' }>) {
  const context = contextOf(agreement, adverts);
  return { context, rollSignature: primitives.sign(rollClaim(context), identity) };
}
